package io.planform.host.bucket;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.store.Buckets;
import io.planform.host.iam.Account;
import io.planform.host.iam.CurrentCaller;
import io.planform.host.server.ApiException;

/** Who may have functions told what happens in a bucket. */
public final class NotificationRights {
  private final Buckets buckets;
  private final Access access;

  public NotificationRights(Buckets buckets, Account account) {
    this.buckets = buckets;
    this.access = new Access(account.credentials().region(), account.id());
  }

  /**
   * @throws ApiException FSS.0403 where the caller may not, FSS.1106 where there is no such bucket
   */
  public void check(String bucket) {
    boolean allowed =
        CurrentCaller.get()
            .filter(
                caller ->
                    access.may(
                        caller, "obs:bucket:PutBucketNotification", new Address(bucket, "", "")))
            .isPresent();
    if (!allowed) {
      throw new ApiException(
          FgsError.FSS_0403,
          "The caller lacks the permission obs:bucket:PutBucketNotification for the bucket %s."
              .formatted(bucket));
    }
    try {
      buckets.get(bucket);
    } catch (S3Exception e) {
      throw new ApiException(FgsError.FSS_1106, String.valueOf(e.getMessage()));
    }
  }
}
