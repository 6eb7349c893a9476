package io.planform.host.bucket;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.bucket.protocol.Conditions;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.store.Buckets;
import io.planform.host.bucket.store.ObjectDetails;
import io.planform.host.bucket.store.ObjectEvent;
import io.planform.host.bucket.store.Objects;
import io.planform.host.iam.Account;
import io.planform.host.iam.CurrentCaller;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes JSON documents into this host's object storage, for other parts of the host. */
public final class ObjectWriter {
  private static final Operation OF_HOST = new Operation(Optional.empty(), Optional.empty());

  private final Buckets buckets;
  private final Objects objects;
  private final Access access;

  public ObjectWriter(Buckets buckets, Objects objects, Account account) {
    this.buckets = buckets;
    this.objects = objects;
    this.access = new Access(account.credentials().region(), account.id());
  }

  /**
   * Whether the caller may write objects into a bucket that there is.
   *
   * @param key of such an object
   * @throws ApiException where it may not, or there is no such bucket
   */
  public void check(String bucket, String key) {
    boolean allowed =
        CurrentCaller.get()
            .filter(
                caller -> access.may(caller, "obs:object:PutObject", new Address(bucket, key, "")))
            .isPresent();
    if (!allowed) {
      throw new ApiException(
          FgsError.FSS_0403, "The caller may not write into the bucket %s.".formatted(bucket));
    }
    try {
      buckets.get(bucket);
    } catch (S3Exception e) {
      throw ApiException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Writes an object, in the place of any that is there. */
  public void write(String bucket, String key, byte[] json) throws IOException {
    var headers = new TreeMap<>(Map.of("content-type", "application/json"));
    try {
      objects.put(
          new Objects.Target(
              bucket,
              key,
              new ObjectDetails(headers, Collections.emptySortedMap()),
              Conditions.NONE,
              OF_HOST,
              ObjectEvent.Origin.HOST),
          new ByteArrayInputStream(json));
    } catch (S3Exception e) {
      throw new ApiException(FgsError.FSS_0500, String.valueOf(e.getMessage()));
    }
  }
}
