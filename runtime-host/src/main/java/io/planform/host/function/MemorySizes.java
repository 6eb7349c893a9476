package io.planform.host.function;

import java.util.Collections;
import java.util.NavigableSet;
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
}
