package io.planform.host.bucket.store;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.store.Upload.Part;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Objects that come in parts. */
public final class Uploads {
  /** Parts but the last have as much at least. */
  private static final int SMALLEST_PART = 100 * 1024;

  private static final int MOST_PARTS = 10_000;

  private final ObjectStore store;

  public Uploads(ObjectStore store) {
    this.store = store;
  }

  public Upload begin(String bucket, String key, ObjectDetails details) {
    Keys.check(key);
    Upload upload =
        new Upload(
            UUID.randomUUID().toString().replace("-", ""),
            bucket,
            key,
            store.clock().instant(),
            details);
    return store.change(
        List.of(),
        (connection, unused) -> {
          BucketTable.get(connection, bucket);
          UploadTable.insert(connection, upload);
          return upload;
        });
  }

  /**
   * @throws S3Exception NoSuchUpload also for one of another key
   */
  public Upload get(String bucket, String key, String id) {
    return store.read(connection -> get(connection, bucket, key, id));
  }

  private static Upload get(Connection connection, String bucket, String key, String id)
      throws SQLException {
    BucketTable.get(connection, bucket);
    return UploadTable.find(connection, id)
        .filter(upload -> upload.bucket().equals(bucket) && upload.key().equals(key))
        .orElseThrow(
            () ->
                new S3Exception(
                    S3Error.NO_SUCH_UPLOAD, "There is no such upload, or not any more."));
  }

  /** Stores a part, in the place of the one with its number. */
  public Part put(Upload upload, int number, InputStream content) throws IOException {
    if (number < 1 || number > MOST_PARTS) {
      throw new S3Exception(
          S3Error.INVALID_ARGUMENT, "A part's number is from 1 to %d.".formatted(MOST_PARTS));
    }
    Blobs.Written written = store.blobs().write(content);
    Part part =
        new Part(number, written.size(), written.md5(), store.clock().instant(), written.blob());
    return store.change(
        List.of(written.piece()),
        (connection, unused) -> {
          get(connection, upload.bucket(), upload.key(), upload.id());
          UploadTable.part(connection, upload.id(), number)
              .ifPresent(before -> unused.add(before.blob()));
          UploadTable.put(connection, upload.id(), part);
          return part;
        });
  }

  /** Parts with greater numbers than one. */
  public List<Part> parts(Upload upload, int after, int limit) {
    return store.read(connection -> UploadTable.parts(connection, upload.id(), after, limit));
  }

  /** Uploads that are not completed, ordered by key, after a key or one of its uploads. */
  public List<Upload> ofBucket(String bucket, String key, String id, int limit) {
    return store.read(
        connection -> {
          BucketTable.get(connection, bucket);
          return UploadTable.ofBucket(connection, bucket, key, id, limit);
        });
  }

  /** A part as a client names it to complete an upload. */
  public record Named(int number, String etag) {}

  /** Makes an object of parts; parts that are not named go. */
  public StoredObject complete(Upload upload, List<Named> named, Objects.Target target) {
    StoredObject completed =
        store.change(
            List.of(),
            (connection, unused) -> {
              get(connection, upload.bucket(), upload.key(), upload.id());
              target
                  .conditions()
                  .checkWrite(
                      ObjectTable.find(connection, upload.bucket(), upload.key())
                          .map(StoredObject::etag));
              List<Part> all = UploadTable.parts(connection, upload.id(), 0, MOST_PARTS);
              List<Part> chosen = chosen(all, named);
              Set<Part> kept = new HashSet<>(chosen);
              all.stream().filter(part -> !kept.contains(part)).forEach(p -> unused.add(p.blob()));
              UploadTable.delete(connection, upload.id());
              StoredObject draft =
                  new StoredObject(
                      0,
                      upload.bucket(),
                      upload.key(),
                      chosen.stream().mapToLong(Part::size).sum(),
                      etag(chosen),
                      store.clock().instant(),
                      upload.details());
              StoredObject object =
                  ObjectStore.replace(
                      connection,
                      draft,
                      chosen.stream().map(part -> new Piece(part.blob(), part.size())).toList(),
                      unused);
              store
                  .events()
                  .note(
                      connection,
                      ObjectEvent.created(
                          ObjectEvent.Kind.COMPLETE_MULTIPART_UPLOAD, object, target.origin()));
              return object;
            });
    store.events().wake(upload.bucket());
    return completed;
  }

  private static List<Part> chosen(List<Part> all, List<Named> named) {
    if (named.isEmpty()) {
      throw new S3Exception(S3Error.MALFORMED_XML, "At least one part must be named.");
    }
    List<Part> chosen = new ArrayList<>();
    int at = 0;
    for (Named name : named) {
      if (!chosen.isEmpty() && name.number() <= chosen.getLast().number()) {
        throw new S3Exception(
            S3Error.INVALID_PART_ORDER, "The parts must be in the order of their numbers.");
      }
      while (at < all.size() && all.get(at).number() < name.number()) {
        at++;
      }
      boolean there =
          at < all.size()
              && all.get(at).number() == name.number()
              && all.get(at).etag().equals(name.etag());
      if (!there) {
        throw new S3Exception(
            S3Error.INVALID_PART,
            "Part %d has not come, or has another ETag.".formatted(name.number()));
      }
      chosen.add(all.get(at));
    }
    checkSizes(chosen);
    return chosen;
  }

  private static void checkSizes(List<Part> chosen) {
    Optional<Part> small =
        chosen.subList(0, chosen.size() - 1).stream()
            .filter(part -> part.size() < SMALLEST_PART)
            .findFirst();
    if (small.isPresent()) {
      throw new S3Exception(
          S3Error.ENTITY_TOO_SMALL,
          "Part %d has %d bytes; all but the last have %d at least."
              .formatted(small.get().number(), small.get().size(), SMALLEST_PART));
    }
  }

  /** The MD5 of the parts' MD5s, and how many there are. */
  private static String etag(List<Part> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      parts.forEach(part -> digest.update(HexFormat.of().parseHex(part.etag())));
      return HexFormat.of().formatHex(digest.digest()) + "-" + parts.size();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  public void abort(Upload upload) {
    store.change(
        List.of(),
        (connection, unused) -> {
          get(connection, upload.bucket(), upload.key(), upload.id());
          remove(connection, upload, unused);
          return true;
        });
  }

  /** Deletes an upload, within a change. */
  static void remove(Connection connection, Upload upload, List<String> unused)
      throws SQLException {
    UploadTable.parts(connection, upload.id(), 0, MOST_PARTS)
        .forEach(part -> unused.add(part.blob()));
    UploadTable.delete(connection, upload.id());
  }
}
