package io.planform.host.bucket.store;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that happened to an object.
 *
 * @param id grows in the order in which events became durable; 0 before that
 * @param size 0 of what was deleted
 * @param etag empty of what was deleted
 * @param at milliseconds since 1970
 */
public record ObjectEvent(
    long id, Kind kind, String bucket, String key, long size, String etag, long at, Origin origin) {

  /** What can happen, by S3's names. */
  public enum Kind {
    PUT("ObjectCreated:Put"),
    POST("ObjectCreated:Post"),
    COPY("ObjectCreated:Copy"),
    COMPLETE_MULTIPART_UPLOAD("ObjectCreated:CompleteMultipartUpload"),
    DELETE("ObjectRemoved:Delete"),
    DELETE_MARKER("ObjectRemoved:DeleteMarkerCreated");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** That of a name: {@code ObjectCreated:Put}. */
    public static Optional<Kind> of(String text) {
      return Stream.of(values()).filter(each -> each.text.equals(text)).findFirst();
    }
  }

  /**
   * Who did it.
   *
   * @param principal a user's id
   * @param address where the request came from
   * @param request its id
   */
  public record Origin(String principal, String address, String request) {
    /** The host itself. */
    public static final Origin HOST = new Origin("planform", "127.0.0.1", "");
  }

  static ObjectEvent created(Kind kind, StoredObject object, Origin origin) {
    return new ObjectEvent(
        0,
        kind,
        object.bucket(),
        object.key(),
        object.size(),
        object.etag(),
        object.modifiedAt().toEpochMilli(),
        origin);
  }

  static ObjectEvent deleted(StoredObject object, long at, Origin origin) {
    return new ObjectEvent(0, Kind.DELETE, object.bucket(), object.key(), 0, "", at, origin);
  }
}
