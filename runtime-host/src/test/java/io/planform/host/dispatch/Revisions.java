package io.planform.host.dispatch;

import io.planform.host.filesystem.Mounts;
import io.planform.host.function.Agencies;
import io.planform.host.function.FunctionRevision;
import io.planform.host.function.JavaOptions;
import io.planform.host.network.Access;
import java.util.List;
import java.util.Map;

/** Function revisions for tests. */
public final class Revisions {
  private Revisions() {}

  /** A revision of the function {@code hello}. */
  public static FunctionRevision of(String key, int concurrency, int maxInstances) {
    return of(key, "latest", concurrency, maxInstances);
  }

  /** A revision of one of its versions. */
  public static FunctionRevision of(String key, String version, int concurrency, int maxInstances) {
    return new FunctionRevision(
        key,
        "0123456789abcdef0123456789abcdef",
        "default",
        "hello",
        version,
        "Custom",
        "bootstrap",
        10,
        null,
        3,
        null,
        0,
        128,
        64,
        concurrency,
        maxInstances,
        false,
        false,
        JavaOptions.NONE,
        Agencies.NONE,
        Mounts.NONE,
        "digest",
        List.of(),
        null,
        Access.Internet.ONLY,
        Map.of());
  }
}
