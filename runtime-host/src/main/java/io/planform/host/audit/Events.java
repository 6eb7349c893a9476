package io.planform.host.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table {@code events.tsv}: operations that change something. */
final class Events {
  private static final Map<String, Event> BY_OPERATION = read();

  private Events() {}

  static Optional<Event> of(String operation) {
    return Optional.ofNullable(BY_OPERATION.get(operation));
  }

  private static Map<String, Event> read() {
    Map<String, Event> events = new HashMap<>();
    for (String line : table().split("\n", -1)) {
      String[] columns = line.split("\t", -1);
      if (columns.length == 5) {
        String shownAt = columns[4].equals("-") ? "" : columns[4];
        events.put(columns[0], new Event(columns[1], columns[2], columns[3], shownAt));
      }
    }
    return Map.copyOf(events);
  }

  private static String table() {
    try (InputStream in = Events.class.getResourceAsStream("events.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the table of events is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
