package io.planform.spi.diagnostic;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The name somebody probably meant. */
public final class NearMatch {
  /** How many names are looked at: very many names and very many slips are not to take forever. */
  public static final int MOST_NAMES = 1_000;

  private NearMatch() {}

  /** The nearest name by edit distance; null if none differs by less than about a third. */
  public static @Nullable String of(String typed, Collection<String> names) {
    int limit = Math.max(1, typed.length() / 3);
    String best = null;
    int examined = 0;
    for (String name : names) {
      if (++examined > MOST_NAMES) {
        break;
      }
      // The lengths alone tell that most names are too far away.
      if (Math.abs(name.length() - typed.length()) <= limit) {
        int distance = distance(typed, name);
        if (distance <= limit && (best == null || distance < distance(typed, best))) {
          best = name;
        }
      }
    }
    return best;
  }

  /** A sentence that asks for the nearest name, to append to a message; empty if none is near. */
  public static String question(String typed, Collection<String> names) {
    String near = of(typed, names);
    return near == null ? "" : " Did you mean \"" + near + "\"?";
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
