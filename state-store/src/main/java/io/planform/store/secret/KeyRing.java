package io.planform.store.secret;

import io.planform.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The master keys of one source: the first seals, and each opens what it sealed.
 *
 * @param keys at least one
 */
record KeyRing(List<MasterKey> keys) {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

  /**
   * Reads keys as users keep them: one a line, or with commas or blanks between them.
   *
   * @param source names where they were found, for the error
   */
  static KeyRing parse(String text, String source) throws StoreException {
    List<MasterKey> keys = new ArrayList<>();
    for (String key : SEPARATORS.split(text.strip(), -1)) {
      keys.add(MasterKey.parse(key, source));
    }
    return new KeyRing(List.copyOf(keys));
  }

  /** The same keys after a new one. */
  KeyRing behind(MasterKey newest) {
    return new KeyRing(Stream.concat(Stream.of(newest), keys.stream()).toList());
  }

  MasterKey newest() {
    return keys.getFirst();
  }

  Optional<MasterKey> find(byte[] id) {
    return keys.stream().filter(key -> Arrays.equals(id, key.id())).findFirst();
  }

  /** The keys' ids. */
  @Override
  public String toString() {
    return keys.stream().map(MasterKey::toString).collect(Collectors.joining(", "));
  }
}
