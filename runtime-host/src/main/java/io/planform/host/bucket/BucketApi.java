package io.planform.host.bucket;

import static io.planform.host.bucket.S3Operation.changing;
import static io.planform.host.bucket.S3Operation.reading;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.protocol.Xml;
import io.planform.host.bucket.protocol.XmlDocument;
import io.planform.host.bucket.store.Bucket;
import io.planform.host.bucket.store.Buckets;
import io.planform.host.operation.Operation;
import io.planform.host.server.StreamedResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Operations on buckets and their settings. */
final class BucketApi {
  private static final int MOST_TAGS = 10;

  private final Buckets buckets;
  private final String region;
  private final String owner;

  /**
   * @param owner id of the account
   */
  BucketApi(Buckets buckets, String region, String owner) {
    this.buckets = buckets;
    this.region = region;
    this.owner = owner;
  }

  /** By method, and the query parameter that names a setting. */
  Map<String, S3Operation> operations() {
    return Map.ofEntries(
        Map.entry("PUT", changing("obs:bucket:CreateBucket", this::create)),
        Map.entry("HEAD", reading("obs:bucket:HeadBucket", this::head)),
        Map.entry("DELETE", changing("obs:bucket:DeleteBucket", this::delete)),
        Map.entry("GET location", reading("obs:bucket:GetBucketLocation", this::location)),
        Map.entry("GET storageinfo", reading("obs:bucket:GetBucketStorage", this::storage)),
        Map.entry("GET quota", reading("obs:bucket:GetBucketQuota", this::quota)),
        Map.entry("PUT quota", changing("obs:bucket:PutBucketQuota", this::setQuota)),
        Map.entry("GET tagging", reading("obs:bucket:GetBucketTagging", this::tags)),
        Map.entry("PUT tagging", changing("obs:bucket:PutBucketTagging", this::setTags)),
        Map.entry("DELETE tagging", changing("obs:bucket:DeleteBucketTagging", this::clearTags)),
        Map.entry("GET acl", reading("obs:bucket:GetBucketAcl", this::acl)),
        Map.entry(
            "GET storageClass", reading("obs:bucket:GetBucketStoragePolicy", this::storageClass)),
        Map.entry("GET versioning", reading("obs:bucket:GetBucketVersioning", this::versioning)),
        Map.entry("GET logging", reading("obs:bucket:GetBucketLogging", this::logging)),
        Map.entry(
            "GET notification", reading("obs:bucket:GetBucketNotification", this::notification)),
        Map.entry("GET policy", absent("GetBucketPolicy", S3Error.NO_SUCH_BUCKET_POLICY)),
        Map.entry("GET cors", absent("GetBucketCORS", S3Error.NO_SUCH_CORS_CONFIGURATION)),
        Map.entry("GET website", absent("GetBucketWebsite", S3Error.NO_SUCH_WEBSITE_CONFIGURATION)),
        Map.entry(
            "GET lifecycle",
            absent("GetLifecycleConfiguration", S3Error.NO_SUCH_LIFECYCLE_CONFIGURATION)),
        Map.entry(
            "GET encryption",
            absent("GetEncryptionConfiguration", S3Error.NO_SUCH_ENCRYPTION_CONFIGURATION)));
  }

  /** A setting that no bucket of this host has. */
  private S3Operation absent(String operation, S3Error error) {
    return reading(
        "obs:bucket:" + operation,
        request -> {
          buckets.get(request.bucket());
          throw new S3Exception(error, "The bucket has no such setting.");
        });
  }

  StreamedResponse list(S3Request request) {
    Xml document = new Xml("ListAllMyBucketsResult", request.dialect());
    document.open("Owner").text("ID", owner).close().open("Buckets");
    for (Bucket bucket : buckets.all()) {
      document.open("Bucket").text("Name", bucket.name());
      document.text("CreationDate", Answers.timestamp(bucket.createdAt()));
      document.text("Location", region).close();
    }
    return Answers.xml(document);
  }

  private StreamedResponse create(S3Request request) throws IOException {
    byte[] body = request.document();
    if (body.length > 0) {
      XmlDocument wanted = XmlDocument.read(body, "CreateBucketConfiguration");
      Optional<String> location =
          wanted.text("LocationConstraint").or(() -> wanted.text("Location"));
      if (location.filter(name -> !name.isEmpty() && !name.equals(region)).isPresent()) {
        throw new S3Exception(
            S3Error.INVALID_ARGUMENT,
            "This host is the region %s; it has no %s.".formatted(region, location.get()));
      }
    }
    buckets.create(request.bucket(), Operation.of(request.http()));
    return Answers.empty(200, Map.of("Location", "/" + request.bucket()));
  }

  private StreamedResponse head(S3Request request) {
    buckets.get(request.bucket());
    return Answers.empty(200, Map.of(request.dialect().header("bucket-region"), region))
        .with(request.dialect().header("bucket-location"), region);
  }

  private StreamedResponse delete(S3Request request) {
    buckets.delete(request.bucket(), Operation.of(request.http()));
    return Answers.empty(204);
  }

  private StreamedResponse location(S3Request request) {
    buckets.get(request.bucket());
    return switch (request.dialect()) {
      case S3 -> Answers.xml(new Xml("LocationConstraint", request.dialect()).characters(region));
      case OBS -> Answers.xml(new Xml("Location", request.dialect()).characters(region));
    };
  }

  private StreamedResponse storage(S3Request request) {
    Bucket bucket = buckets.get(request.bucket());
    Xml document = new Xml("GetBucketStorageInfoResult", request.dialect());
    return Answers.xml(
        document.number("Size", bucket.bytes()).number("ObjectNumber", bucket.objects()));
  }

  private StreamedResponse quota(S3Request request) {
    Bucket bucket = buckets.get(request.bucket());
    return Answers.xml(new Xml("Quota", request.dialect()).number("StorageQuota", bucket.quota()));
  }

  private StreamedResponse setQuota(S3Request request) throws IOException {
    XmlDocument quota = XmlDocument.read(request.document(), "Quota");
    buckets.setQuota(
        request.bucket(), quota.requiredNumber("StorageQuota"), Operation.of(request.http()));
    return Answers.empty(200);
  }

  private StreamedResponse tags(S3Request request) {
    Bucket bucket = buckets.get(request.bucket());
    if (bucket.tags().isEmpty()) {
      throw new S3Exception(S3Error.NO_SUCH_TAG_SET, "The bucket has no tags.");
    }
    Xml document = new Xml("Tagging", request.dialect()).open("TagSet");
    new TreeMap<>(bucket.tags())
        .forEach(
            (key, value) -> document.open("Tag").text("Key", key).text("Value", value).close());
    return Answers.xml(document);
  }

  private StreamedResponse setTags(S3Request request) throws IOException {
    XmlDocument tagging = XmlDocument.read(request.document(), "Tagging");
    SortedMap<String, String> tags = new TreeMap<>();
    for (XmlDocument set : tagging.children("TagSet")) {
      for (XmlDocument tag : set.children("Tag")) {
        String key = tag.requiredText("Key");
        String value = tag.text("Value").orElse("");
        if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
          throw new S3Exception(
              S3Error.INVALID_TAG, "A tag's key has 1 to 128 characters, its value up to 256.");
        }
        if (tags.put(key, value) != null || tags.size() > MOST_TAGS) {
          throw new S3Exception(
              S3Error.INVALID_TAG, "A bucket has up to %d different tags.".formatted(MOST_TAGS));
        }
      }
    }
    buckets.setTags(request.bucket(), tags, Operation.of(request.http()));
    return Answers.empty(204);
  }

  private StreamedResponse clearTags(S3Request request) {
    buckets.setTags(request.bucket(), Map.of(), Operation.of(request.http()));
    return Answers.empty(204);
  }

  /** Buckets are private: policies of users say who else may do what. */
  private StreamedResponse acl(S3Request request) {
    buckets.get(request.bucket());
    return Answers.xml(owned(request));
  }

  Xml owned(S3Request request) {
    Xml document = new Xml("AccessControlPolicy", request.dialect());
    document.open("Owner").text("ID", owner).close();
    document.open("AccessControlList").open("Grant").open("Grantee").text("ID", owner).close();
    return document.text("Permission", "FULL_CONTROL");
  }

  private StreamedResponse storageClass(S3Request request) {
    buckets.get(request.bucket());
    return Answers.xml(new Xml("StorageClass", request.dialect()).characters("STANDARD"));
  }

  private StreamedResponse versioning(S3Request request) {
    buckets.get(request.bucket());
    return Answers.xml(new Xml("VersioningConfiguration", request.dialect()));
  }

  private StreamedResponse logging(S3Request request) {
    buckets.get(request.bucket());
    return Answers.xml(new Xml("BucketLoggingStatus", request.dialect()));
  }

  private StreamedResponse notification(S3Request request) {
    buckets.get(request.bucket());
    return Answers.xml(new Xml("NotificationConfiguration", request.dialect()));
  }
}
