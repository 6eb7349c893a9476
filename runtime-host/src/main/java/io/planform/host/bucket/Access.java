package io.planform.host.bucket;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.iam.Caller;
import io.planform.host.policy.Action;
import io.planform.host.policy.Resource;
import java.util.Optional;

/**
 * Whether policies allow what a caller wants. Resources are {@code OBS:*:*:bucket:name} and {@code
 * OBS:*:*:object:bucket/key}.
 *
 * @param account id
 */
record Access(String region, String account) {

  /**
   * @throws S3Exception AccessDenied
   */
  void check(Caller caller, String action, Address address) {
    if (!may(caller, action, address)) {
      throw new S3Exception(
          S3Error.ACCESS_DENIED,
          "No policy of user %s allows %s.".formatted(caller.name(), action));
    }
  }

  boolean may(Caller caller, String action, Address address) {
    return caller.may(new Action(action, Action.Target.NONE), resource(address));
  }

  private Optional<Resource> resource(Address address) {
    if (address.bucket().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        address.key().isEmpty()
            ? new Resource(Resource.BUCKETS, region, account, "bucket", address.bucket())
            : new Resource(
                Resource.BUCKETS,
                region,
                account,
                "object",
                address.bucket() + "/" + address.key()));
  }
}
