package io.planform.host.policy;

import io.planform.host.policy.Action.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table {@code actions.tsv}: the action of every operation. */
public final class Actions {
  private static final Map<String, Action> BY_OPERATION = read();

  private Actions() {}

  /** Empty for operations that are not in the table: only the administrator may call those. */
  public static Optional<Action> of(String operation) {
    return Optional.ofNullable(BY_OPERATION.get(operation));
  }

  private static Map<String, Action> read() {
    Map<String, Action> actions = new HashMap<>();
    for (String line : table().split("\n", -1)) {
      String[] columns = line.split("\t", -1);
      if (columns.length == 3) {
        Target resource =
            columns[2].equals("-")
                ? Target.NONE
                : Target.valueOf(columns[2].toUpperCase(Locale.ROOT));
        actions.put(columns[0], new Action(columns[1], resource));
      }
    }
    return Map.copyOf(actions);
  }

  private static String table() {
    try (InputStream in = Actions.class.getResourceAsStream("actions.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the table of actions is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
