package io.planform.host.bucket;

import static io.planform.host.bucket.S3Operation.reading;

import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.host.bucket.protocol.ByteRange;
import io.planform.host.bucket.protocol.Conditions;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.protocol.Xml;
import io.planform.host.bucket.protocol.XmlDocument;
import io.planform.host.bucket.store.Content;
import io.planform.host.bucket.store.ObjectDetails;
import io.planform.host.bucket.store.Objects;
import io.planform.host.bucket.store.StoredObject;
import io.planform.host.operation.Operation;
import io.planform.host.server.StreamedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Operations on objects. */
final class ObjectApi {
  private static final int MOST_DELETED = 1000;
  private static final String GET = "obs:object:GetObject";

  private final Objects objects;
  private final Access access;
  private final BucketApi buckets;

  ObjectApi(Objects objects, Access access, BucketApi buckets) {
    this.objects = objects;
    this.access = access;
    this.buckets = buckets;
  }

  /** By method, and the query parameter that names a part. */
  Map<String, S3Operation> operations() {
    return Map.of(
        "PUT", reading("obs:object:PutObject", this::put),
        "GET", reading(GET, request -> read(request, true)),
        "HEAD", reading(GET, request -> read(request, false)),
        "DELETE", reading("obs:object:DeleteObject", this::delete),
        "GET acl", reading("obs:object:GetObjectAcl", this::acl));
  }

  private StreamedResponse put(S3Request request) throws IOException {
    Objects.Target target =
        new Objects.Target(
            request.bucket(),
            request.key(),
            ObjectHeaders.details(request),
            Conditions.of(request::header, ""),
            Operation.of(request.http()),
            request.origin());
    Optional<String> source = request.ownHeader("copy-source");
    if (source.isPresent()) {
      return copy(request, target, source.get());
    }
    StoredObject object = objects.put(target, request.body());
    return Answers.empty(200, Map.of("ETag", Answers.quoted(object.etag())));
  }

  private StreamedResponse copy(S3Request request, Objects.Target target, String header)
      throws IOException {
    try (Content source = source(request, header)) {
      boolean replacing =
          request
              .ownHeader("metadata-directive")
              .filter(directive -> directive.startsWith("REPLACE"))
              .isPresent();
      StoredObject original = source.object();
      boolean itself =
          original.bucket().equals(target.bucket()) && original.key().equals(target.key());
      if (itself && !replacing) {
        throw new S3Exception(
            S3Error.INVALID_REQUEST, "A copy onto itself must replace the metadata.");
      }
      ObjectDetails details = replacing ? target.details() : original.details();
      StoredObject copy =
          objects.copy(
              source,
              new Objects.Target(
                  target.bucket(),
                  target.key(),
                  details,
                  target.conditions(),
                  target.operation(),
                  target.origin()));
      return Answers.xml(copied("CopyObjectResult", request, copy));
    }
  }

  static Xml copied(String root, S3Request request, StoredObject copy) {
    return new Xml(root, request.dialect())
        .text("LastModified", Answers.timestamp(copy.modifiedAt()))
        .text("ETag", Answers.quoted(copy.etag()));
  }

  /** Opens what {@code copy-source} names, if the caller may read it. */
  Content source(S3Request request, String header) {
    if (header.contains("?")) {
      throw new S3Exception(S3Error.NOT_IMPLEMENTED, "Objects have no versions here.");
    }
    Address address = Address.ofPath(header.startsWith("/") ? header : "/" + header);
    if (address.key().isEmpty()) {
      throw new S3Exception(
          S3Error.INVALID_ARGUMENT, "The source of a copy is written as bucket/key.");
    }
    access.check(request.caller(), GET, address);
    Content source = objects.open(address.bucket(), address.key());
    boolean accepted = false;
    try {
      Conditions.of(request::header, request.dialect().header("copy-source-"))
          .checkSource(source.object().etag(), source.object().modifiedAt());
      accepted = true;
      return source;
    } finally {
      if (!accepted) {
        source.close();
      }
    }
  }

  private StreamedResponse read(S3Request request, boolean whole) {
    Content content = objects.open(request.bucket(), request.key());
    boolean handedOn = false;
    try {
      StoredObject object = content.object();
      Conditions.of(request::header, "").checkRead(object.etag(), object.modifiedAt());
      Optional<ByteRange> range = ByteRange.of(request.header("range"), object.size());
      Map<String, String> headers = ObjectHeaders.of(object, request);
      range.ifPresent(part -> headers.put("Content-Range", part.contentRange(object.size())));
      ByteRange sent = range.orElseGet(() -> new ByteRange(0, object.size()));
      handedOn = whole;
      return new StreamedResponse(
          range.isPresent() ? 206 : 200,
          headers,
          sent.length(),
          whole ? body(content, sent) : out -> {});
    } finally {
      if (!handedOn) {
        content.close();
      }
    }
  }

  private static StreamedResponse.Content body(Content content, ByteRange range) {
    return new StreamedResponse.Content() {
      @Override
      public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = content.stream(range.first(), range.length())) {
          in.transferTo(out);
        }
      }

      @Override
      public void close() {
        content.close();
      }
    };
  }

  private StreamedResponse delete(S3Request request) {
    objects.delete(
        request.bucket(), List.of(request.key()), Operation.of(request.http()), request.origin());
    return Answers.empty(204);
  }

  private StreamedResponse acl(S3Request request) {
    objects.get(request.bucket(), request.key());
    return Answers.xml(buckets.owned(request));
  }

  /** Deletes up to 1000 objects at once; each that the caller may not delete is told. */
  StreamedResponse deleteSeveral(S3Request request) throws IOException {
    XmlDocument wanted = XmlDocument.read(request.document(), "Delete");
    boolean encoded = wanted.text("EncodingType").filter("url"::equals).isPresent();
    boolean quiet = wanted.text("Quiet").filter(text -> text.strip().equals("true")).isPresent();
    List<XmlDocument> named = wanted.children("Object");
    if (named.isEmpty() || named.size() > MOST_DELETED) {
      throw new S3Exception(
          S3Error.MALFORMED_XML, "It names 1 to %d objects.".formatted(MOST_DELETED));
    }
    Map<String, Boolean> allowed = new TreeMap<>();
    for (XmlDocument object : named) {
      String text = object.requiredText("Key");
      String key = encoded ? PercentEncoding.decode(text.replace("+", "%20")) : text;
      if (object.text("VersionId").filter(id -> !id.isEmpty() && !id.equals("null")).isPresent()) {
        throw new S3Exception(S3Error.NOT_IMPLEMENTED, "Objects have no versions here.");
      }
      allowed.put(
          key,
          access.may(
              request.caller(), "obs:object:DeleteObject", new Address(request.bucket(), key, "")));
    }
    objects.delete(
        request.bucket(),
        allowed.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList(),
        Operation.of(request.http()),
        request.origin());
    return Answers.xml(deleted(request, allowed, quiet, encoded));
  }

  private static Xml deleted(
      S3Request request, Map<String, Boolean> allowed, boolean quiet, boolean encoded) {
    Xml document = new Xml("DeleteResult", request.dialect());
    allowed.forEach(
        (key, may) -> {
          String shown = encoded ? PercentEncoding.encode(key) : key;
          if (!may) {
            document.open("Error").text("Key", shown).text("Code", "AccessDenied");
            document.text("Message", "No policy allows it.").close();
          } else if (!quiet) {
            document.open("Deleted").text("Key", shown).close();
          }
        });
    return document;
  }
}
