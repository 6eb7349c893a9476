package io.planform.utility.random;

import io.planform.spi.value.Type;
import io.planform.utility.catalogue.Declaration;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where randomness comes from. */
final class Draw {
  private static final SecureRandom SECURE = new SecureRandom();

  private Draw() {}

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    SECURE.nextBytes(bytes);
    return bytes;
  }

  static <T> T from(List<T> choices) {
    return choices.get(SECURE.nextInt(choices.size()));
  }

  static RandomGenerator secure() {
    return SECURE;
  }

  /** The same sequence for the same seed; unforeseeable without one. */
  static RandomGenerator seeded(@Nullable String seed) {
    if (seed == null || seed.isEmpty()) {
      return SECURE;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < seed.length(); i++) {
      hash = (hash ^ seed.charAt(i)) * 0x100000001b3L;
    }
    return new SplittableRandom(hash);
  }

  /** Begins the declaration of a type: every one has keepers. */
  static Declaration.Builder declaration() {
    return Declaration.builder()
        .optional("keepers", Type.map(Type.STRING), "Values whose change draws anew.")
        .replaces();
  }
}
