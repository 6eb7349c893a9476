package io.planform.host.bucket.store;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.Json;
import io.planform.host.server.Response;
import java.util.List;
import java.util.Map;

/** Creates, shows, changes and deletes buckets. */
public final class Buckets {
  private static final int MOST = 100;

  private final ObjectStore store;
  private final OperationLedger ledger;

  public Buckets(ObjectStore store, OperationLedger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  public List<Bucket> all() {
    return store.read(BucketTable::all);
  }

  /**
   * @throws S3Exception NoSuchBucket
   */
  public Bucket get(String name) {
    return store.read(connection -> BucketTable.get(connection, name));
  }

  /**
   * @throws S3Exception where the name is taken or none, or there are too many
   */
  public void create(String name, Operation operation) {
    Keys.checkBucket(name);
    store.change(
        List.of(),
        (connection, unused) -> {
          if (ObjectStore.isDone(ledger.recall(connection, operation))) {
            return true;
          }
          ledger.checkFence(connection, operation);
          if (BucketTable.find(connection, name).isPresent()) {
            throw new S3Exception(
                S3Error.BUCKET_ALREADY_OWNED_BY_YOU, "There is a bucket %s.".formatted(name));
          }
          if (BucketTable.all(connection).size() >= MOST) {
            throw new S3Exception(
                S3Error.INVALID_REQUEST, "There are %d buckets, the most.".formatted(MOST));
          }
          BucketTable.insert(connection, name, store.clock().instant());
          ledger.remember(connection, operation, Response.json(200, Json.object()));
          return true;
        });
  }

  /** Deletes a bucket that holds nothing. Uploads that were begun and not completed go with it. */
  public void delete(String name, Operation operation) {
    store.change(
        List.of(),
        (connection, unused) -> {
          ledger.checkFence(connection, operation);
          BucketTable.get(connection, name);
          if (!ObjectTable.isEmpty(connection, name)) {
            throw new S3Exception(
                S3Error.BUCKET_NOT_EMPTY, "The bucket %s holds objects.".formatted(name));
          }
          for (Upload upload : UploadTable.ofBucket(connection, name, "", "", Integer.MAX_VALUE)) {
            Uploads.remove(connection, upload, unused);
          }
          BucketTable.delete(connection, name);
          return true;
        });
  }

  /**
   * @param bytes 0 for no limit
   */
  public void setQuota(String name, long bytes, Operation operation) {
    store.change(
        List.of(),
        (connection, unused) -> {
          ledger.checkFence(connection, operation);
          BucketTable.get(connection, name);
          BucketTable.setQuota(connection, name, bytes);
          return true;
        });
  }

  public void setTags(String name, Map<String, String> tags, Operation operation) {
    store.change(
        List.of(),
        (connection, unused) -> {
          ledger.checkFence(connection, operation);
          BucketTable.get(connection, name);
          BucketTable.setTags(connection, name, tags);
          return true;
        });
  }
}
