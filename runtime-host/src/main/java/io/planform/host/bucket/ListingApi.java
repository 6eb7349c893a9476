package io.planform.host.bucket;

import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.protocol.Xml;
import io.planform.host.bucket.store.Listing;
import io.planform.host.bucket.store.Objects;
import io.planform.host.bucket.store.StoredObject;
import io.planform.host.server.StreamedResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** Lists what a bucket holds, in the older and the newer form. */
final class ListingApi {
  private static final int LARGEST = 1000;

  private final Objects objects;
  private final String owner;

  /**
   * @param owner id of the account
   */
  ListingApi(Objects objects, String owner) {
    this.objects = objects;
    this.owner = owner;
  }

  StreamedResponse list(S3Request request) {
    return request.argument("list-type").filter("2"::equals).isPresent()
        ? newer(request)
        : older(request);
  }

  private StreamedResponse older(S3Request request) {
    String marker = request.argument("marker").orElse("");
    Listing.Query query = query(request, marker);
    Listing listing = objects.list(request.bucket(), query);
    UnaryOperator<String> encoding = encoding(request);
    Xml document = head(request, query, listing);
    document.text("Marker", encoding.apply(marker));
    listing.next().ifPresent(next -> document.text("NextMarker", encoding.apply(next)));
    entries(document, listing, encoding, true);
    return Answers.xml(document);
  }

  private StreamedResponse newer(S3Request request) {
    String token = request.argument("continuation-token").orElse("");
    String after = request.argument("start-after").orElse("");
    Listing.Query query = query(request, token.isEmpty() ? after : decoded(token));
    Listing listing = objects.list(request.bucket(), query);
    UnaryOperator<String> encoding = encoding(request);
    Xml document = head(request, query, listing);
    document.number("KeyCount", (long) listing.objects().size() + listing.prefixes().size());
    if (!token.isEmpty()) {
      document.text("ContinuationToken", token);
    }
    if (!after.isEmpty()) {
      document.text("StartAfter", encoding.apply(after));
    }
    listing.next().ifPresent(next -> document.text("NextContinuationToken", encoded(next)));
    boolean owned = request.argument("fetch-owner").filter("true"::equals).isPresent();
    entries(document, listing, encoding, owned);
    return Answers.xml(document);
  }

  private static Listing.Query query(S3Request request, String after) {
    return new Listing.Query(
        request.argument("prefix").orElse(""),
        request.argument("delimiter").orElse(""),
        after,
        request.number("max-keys", LARGEST, LARGEST));
  }

  /** Where the client asks for it, so that documents can hold every key. */
  static UnaryOperator<String> encoding(S3Request request) {
    return request.argument("encoding-type").filter("url"::equals).isPresent()
        ? text -> PercentEncoding.encode(text).replace("%2F", "/")
        : UnaryOperator.identity();
  }

  private static Xml head(S3Request request, Listing.Query query, Listing listing) {
    UnaryOperator<String> encoding = encoding(request);
    Xml document = new Xml("ListBucketResult", request.dialect());
    document.text("Name", request.bucket());
    document.text("Prefix", encoding.apply(query.prefix()));
    if (!query.delimiter().isEmpty()) {
      document.text("Delimiter", encoding.apply(query.delimiter()));
    }
    document.number("MaxKeys", query.limit());
    request.argument("encoding-type").ifPresent(type -> document.text("EncodingType", type));
    return document.text("IsTruncated", Boolean.toString(listing.next().isPresent()));
  }

  private void entries(
      Xml document, Listing listing, UnaryOperator<String> encoding, boolean owned) {
    for (StoredObject object : listing.objects()) {
      document.open("Contents").text("Key", encoding.apply(object.key()));
      document.text("LastModified", Answers.timestamp(object.modifiedAt()));
      document.text("ETag", Answers.quoted(object.etag()));
      document.number("Size", object.size());
      if (owned) {
        document.open("Owner").text("ID", owner).close();
      }
      document.text("StorageClass", "STANDARD").close();
    }
    for (String prefix : listing.prefixes()) {
      document.open("CommonPrefixes").text("Prefix", encoding.apply(prefix)).close();
    }
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new S3Exception(
          S3Error.INVALID_ARGUMENT, "The continuation-token is none that this host gave.");
    }
  }
}
