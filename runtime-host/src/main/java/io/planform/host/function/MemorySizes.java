package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Request;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** How much memory an instance can have, in MB. */
public final class MemorySizes {
  /** In ascending order. */
  public static final NavigableSet<Integer> ALL =
      Collections.unmodifiableNavigableSet(
          new TreeSet<>(
              Set.of(
                  128, 256, 512, 768, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 8192,
                  10240)));

  private MemorySizes() {}

  /**
   * The size that a call chooses by {@code X-Cff-Instance-Memory}; empty for a function that allows
   * no choice.
   *
   * @throws ApiException FSS.0406 for one that there is not
   */
  public static OptionalInt chosen(Request request, CurrentFunction function) {
    String wanted = request.header("x-cff-instance-memory").orElse("");
    if (wanted.isEmpty() || !function.revision().dynamicMemory()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        ALL.stream()
            .filter(size -> wanted.equals(size.toString()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ApiException(
                        FgsError.FSS_0406, "X-Cff-Instance-Memory is none of %s.".formatted(ALL))));
  }
}
