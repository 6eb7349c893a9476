package io.planform.host.bucket;

import static io.planform.host.bucket.S3Operation.reading;

import io.planform.host.bucket.protocol.ByteRange;
import io.planform.host.bucket.protocol.Conditions;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.protocol.Xml;
import io.planform.host.bucket.protocol.XmlDocument;
import io.planform.host.bucket.store.Content;
import io.planform.host.bucket.store.Objects;
import io.planform.host.bucket.store.StoredObject;
import io.planform.host.bucket.store.Upload;
import io.planform.host.bucket.store.Uploads;
import io.planform.host.operation.Operation;
import io.planform.host.server.StreamedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Operations on objects that come in parts. */
final class UploadApi {
  private static final int LARGEST_PAGE = 1000;

  private final Uploads uploads;
  private final ObjectApi objects;

  UploadApi(Uploads uploads, ObjectApi objects) {
    this.uploads = uploads;
    this.objects = objects;
  }

  /** By method and the query parameter that makes it one. */
  Map<String, S3Operation> operations() {
    return Map.of(
        "POST uploads", reading("obs:object:PutObject", this::begin),
        "PUT uploadId", reading("obs:object:PutObject", this::put),
        "POST uploadId", reading("obs:object:PutObject", this::complete),
        "DELETE uploadId", reading("obs:object:AbortMultipartUpload", this::abort),
        "GET uploadId", reading("obs:object:ListMultipartUploadParts", this::parts));
  }

  private StreamedResponse begin(S3Request request) {
    Upload upload = uploads.begin(request.bucket(), request.key(), ObjectHeaders.details(request));
    Xml document = new Xml("InitiateMultipartUploadResult", request.dialect());
    document.text("Bucket", upload.bucket()).text("Key", upload.key());
    return Answers.xml(document.text("UploadId", upload.id()));
  }

  private Upload upload(S3Request request) {
    return uploads.get(request.bucket(), request.key(), request.requiredArgument("uploadId"));
  }

  private StreamedResponse put(S3Request request) throws IOException {
    Upload upload = upload(request);
    int number = request.number("partNumber", 0, Integer.MAX_VALUE);
    Optional<String> source = request.ownHeader("copy-source");
    if (source.isEmpty()) {
      Upload.Part part = uploads.put(upload, number, request.body());
      return Answers.empty(200, Map.of("ETag", Answers.quoted(part.etag())));
    }
    try (Content content = objects.source(request, source.get())) {
      ByteRange range =
          ByteRange.of(request.ownHeader("copy-source-range"), content.object().size())
              .orElseGet(() -> new ByteRange(0, content.object().size()));
      Upload.Part part;
      try (InputStream in = content.stream(range.first(), range.length())) {
        part = uploads.put(upload, number, in);
      }
      return Answers.xml(
          new Xml("CopyPartResult", request.dialect())
              .text("LastModified", Answers.timestamp(part.modifiedAt()))
              .text("ETag", Answers.quoted(part.etag())));
    }
  }

  private StreamedResponse complete(S3Request request) throws IOException {
    Upload upload = upload(request);
    XmlDocument wanted = XmlDocument.read(request.document(), "CompleteMultipartUpload");
    List<Uploads.Named> parts =
        wanted.children("Part").stream()
            .map(
                part ->
                    new Uploads.Named(
                        Math.toIntExact(
                            Math.min(part.requiredNumber("PartNumber"), Integer.MAX_VALUE)),
                        part.requiredText("ETag").strip().replace("\"", "")))
            .toList();
    StoredObject object =
        uploads.complete(
            upload,
            parts,
            new Objects.Target(
                upload.bucket(),
                upload.key(),
                upload.details(),
                Conditions.of(request::header, ""),
                Operation.of(request.http()),
                request.origin()));
    Xml document = new Xml("CompleteMultipartUploadResult", request.dialect());
    document.text("Location", "/" + object.bucket() + "/" + object.key());
    document.text("Bucket", object.bucket()).text("Key", object.key());
    return Answers.xml(document.text("ETag", Answers.quoted(object.etag())));
  }

  private StreamedResponse abort(S3Request request) {
    uploads.abort(upload(request));
    return Answers.empty(204);
  }

  private StreamedResponse parts(S3Request request) {
    Upload upload = upload(request);
    int after = request.number("part-number-marker", 0, Integer.MAX_VALUE);
    int limit = request.number("max-parts", LARGEST_PAGE, LARGEST_PAGE);
    List<Upload.Part> found = uploads.parts(upload, after, limit + 1);
    List<Upload.Part> page = found.subList(0, Math.min(limit, found.size()));
    Xml document = new Xml("ListPartsResult", request.dialect());
    document.text("Bucket", upload.bucket()).text("Key", upload.key());
    document.text("UploadId", upload.id()).number("PartNumberMarker", after);
    if (!page.isEmpty()) {
      document.number("NextPartNumberMarker", page.getLast().number());
    }
    document.number("MaxParts", limit);
    document.text("IsTruncated", Boolean.toString(found.size() > limit));
    for (Upload.Part part : page) {
      document.open("Part").number("PartNumber", part.number());
      document.text("LastModified", Answers.timestamp(part.modifiedAt()));
      document.text("ETag", Answers.quoted(part.etag())).number("Size", part.size()).close();
    }
    return Answers.xml(document);
  }

  /** The uploads of a bucket that are not completed. */
  StreamedResponse list(S3Request request) {
    for (String name : List.of("prefix", "delimiter")) {
      if (request.argument(name).filter(text -> !text.isEmpty()).isPresent()) {
        throw new S3Exception(
            S3Error.NOT_IMPLEMENTED, "Uploads are listed without %s here.".formatted(name));
      }
    }
    String key = request.argument("key-marker").orElse("");
    String id = request.argument("upload-id-marker").orElse("");
    int limit = request.number("max-uploads", LARGEST_PAGE, LARGEST_PAGE);
    // Without an id, all uploads of the marker's key are past.
    String after = key.isEmpty() || !id.isEmpty() ? id : "\uffff";
    List<Upload> found = uploads.ofBucket(request.bucket(), key, after, limit + 1);
    List<Upload> page = found.subList(0, Math.min(limit, found.size()));
    UnaryOperator<String> encoding = ListingApi.encoding(request);
    Xml document = new Xml("ListMultipartUploadsResult", request.dialect());
    document.text("Bucket", request.bucket()).text("KeyMarker", encoding.apply(key));
    document.text("UploadIdMarker", id);
    if (found.size() > limit && !page.isEmpty()) {
      document.text("NextKeyMarker", encoding.apply(page.getLast().key()));
      document.text("NextUploadIdMarker", page.getLast().id());
    }
    request.argument("encoding-type").ifPresent(type -> document.text("EncodingType", type));
    document.number("MaxUploads", limit);
    document.text("IsTruncated", Boolean.toString(found.size() > limit));
    for (Upload upload : page) {
      document.open("Upload").text("Key", encoding.apply(upload.key()));
      document.text("UploadId", upload.id()).text("StorageClass", "STANDARD");
      document.text("Initiated", Answers.timestamp(upload.startedAt())).close();
    }
    return Answers.xml(document);
  }
}
