package io.planform.host.bucket.store;

import io.planform.host.bucket.protocol.Conditions;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.Json;
import io.planform.host.server.Response;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Stores, reads, lists and deletes objects. */
public final class Objects {
  private final ObjectStore store;
  private final OperationLedger ledger;

  public Objects(ObjectStore store, OperationLedger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /**
   * What to write where.
   *
   * @param conditions that the object under the key must fulfil
   * @param origin who wants it
   */
  public record Target(
      String bucket,
      String key,
      ObjectDetails details,
      Conditions conditions,
      Operation operation,
      ObjectEvent.Origin origin) {}

  /**
   * @throws S3Exception NoSuchBucket, NoSuchKey
   */
  public StoredObject get(String bucket, String key) {
    return store.read(connection -> get(connection, bucket, key));
  }

  private static StoredObject get(Connection connection, String bucket, String key)
      throws SQLException {
    Optional<StoredObject> object = ObjectTable.find(connection, bucket, key);
    if (object.isEmpty()) {
      BucketTable.get(connection, bucket);
      throw new S3Exception(S3Error.NO_SUCH_KEY, "There is no such object in " + bucket + ".");
    }
    return object.get();
  }

  /** Opens an object for reading; must be closed. */
  public Content open(String bucket, String key) {
    long ticket = store.readers().enter();
    boolean opened = false;
    try {
      Content content =
          store.read(
              connection -> {
                StoredObject object = get(connection, bucket, key);
                return new Content(
                    object, ObjectTable.pieces(connection, object.id()), store, ticket);
              });
      opened = true;
      return content;
    } finally {
      if (!opened) {
        store.readers().leave(ticket);
      }
    }
  }

  /** Stores an object; the one under its key stays until all of the content is there. */
  public StoredObject put(Target target, InputStream content) throws IOException {
    Keys.check(target.key());
    store.read(
        connection -> {
          BucketTable.get(connection, target.bucket());
          if (!ObjectStore.isDone(ledger.recall(connection, target.operation()))) {
            check(connection, target);
          }
          return true;
        });
    Blobs.Written written = store.blobs().write(content);
    return commit(
        ObjectEvent.Kind.PUT, target, written.size(), written.md5(), List.of(written.piece()));
  }

  /** Makes a copy, which shares the content on disk. */
  public StoredObject copy(Content source, Target target) throws IOException {
    Keys.check(target.key());
    StoredObject object = source.object();
    List<Piece> pieces = store.blobs().linked(source.pieces());
    return commit(ObjectEvent.Kind.COPY, target, object.size(), object.etag(), pieces);
  }

  private StoredObject commit(
      ObjectEvent.Kind kind, Target target, long size, String etag, List<Piece> pieces) {
    StoredObject draft =
        new StoredObject(
            0,
            target.bucket(),
            target.key(),
            size,
            etag,
            store.clock().instant(),
            target.details());
    StoredObject stored =
        store.change(
            pieces,
            (connection, unused) -> {
              Operation operation = target.operation();
              ledger.checkFence(connection, operation);
              if (ObjectStore.isDone(ledger.recall(connection, operation))) {
                pieces.forEach(piece -> unused.add(piece.blob()));
                return ObjectTable.find(connection, target.bucket(), target.key()).orElse(draft);
              }
              check(connection, target);
              StoredObject object = ObjectStore.replace(connection, draft, pieces, unused);
              store.events().note(connection, ObjectEvent.created(kind, object, target.origin()));
              ledger.remember(connection, operation, Response.json(200, Json.object()));
              return object;
            });
    store.events().wake(target.bucket());
    return stored;
  }

  private static void check(Connection connection, Target target) throws SQLException {
    target
        .conditions()
        .checkWrite(
            ObjectTable.find(connection, target.bucket(), target.key()).map(StoredObject::etag));
  }

  /** Deletes objects; those that are not there count as deleted. */
  public void delete(
      String bucket, Collection<String> keys, Operation operation, ObjectEvent.Origin origin) {
    long now = store.clock().millis();
    store.change(
        List.of(),
        (connection, unused) -> {
          ledger.checkFence(connection, operation);
          BucketTable.get(connection, bucket);
          for (String key : keys) {
            Optional<StoredObject> object = ObjectTable.find(connection, bucket, key);
            if (object.isPresent()) {
              ObjectStore.remove(connection, object.get(), unused);
              store.events().note(connection, ObjectEvent.deleted(object.get(), now, origin));
            }
          }
          return true;
        });
    store.events().wake(bucket);
  }

  public Listing list(String bucket, Listing.Query query) {
    return store.read(
        connection -> {
          BucketTable.get(connection, bucket);
          return Listing.read(connection, bucket, query);
        });
  }
}
