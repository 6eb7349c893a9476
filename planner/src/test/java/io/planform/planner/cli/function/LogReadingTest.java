package io.planform.planner.cli.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReadingTest {
  private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final LogFile log = new LogFile();

  /** A log that pages by two, and ends the reader when it was asked in vain. */
  private static final class LogFile implements FunctionOperations {
    final List<String> texts = new ArrayList<>();
    List<String> later = new ArrayList<>();
    List<Diagnostic> problem = List.of();

    @Override
    public Logged logs(String urn, LogQuery query) {
      if (!problem.isEmpty()) {
        return new Logged.NotRead(problem);
      }
      List<LogEntry> all = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        String position = Integer.toString(i);
        all.add(new LogEntry(position, NOW, "r" + i, "latest", "success", texts.get(i)));
      }
      List<LogEntry> ordered = query.newestFirst() ? all.reversed() : all;
      int from = 0;
      while (!query.after().isEmpty() && !ordered.get(from++).position().equals(query.after())) {}
      List<LogEntry> rest = ordered.subList(from, ordered.size());
      List<LogEntry> page = rest.subList(0, Math.min(Math.min(2, query.limit()), rest.size()));
      if (!query.newestFirst() && page.isEmpty()) {
        Thread.currentThread().interrupt();
      }
      texts.addAll(later);
      later = List.of();
      return new Logged.Found(page, page.size() == rest.size());
    }

    @Override
    public Measured metrics(String urn, int minutes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Enqueued enqueue(String urn, byte[] payload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Invoked invoke(String urn, byte[] payload, boolean tail) {
      throw new UnsupportedOperationException();
    }
  }

  private LogReading reading(int limit, boolean json) {
    PrintStream out = new PrintStream(printed, true, UTF_8);
    FunctionOperations.LogQuery query =
        new FunctionOperations.LogQuery(NOW.minusSeconds(60), NOW, "", "", "", "", "", true, limit);
    return new LogReading(log, "urn", query, new LogPrinter(out, json));
  }

  private String printed() {
    return printed.toString(UTF_8);
  }

  @Test
  void printsTheLatestInTheOrderOfTime() {
    log.texts.addAll(List.of("a\n", "b\n", "c\n", "d\n"));
    assertEquals(List.of(), reading(3, false).latest());
    assertEquals("b\nc\nd\n", printed());
  }

  @Test
  void printsOneObjectACallForPrograms() {
    log.texts.add("a\n");
    assertEquals(List.of(), reading(3, true).latest());
    assertEquals(
        "{\"time\":\"2026-01-31T08:00:00Z\",\"request_id\":\"r0\",\"version\":\"latest\","
            + "\"status\":\"success\",\"text\":\"a\\n\"}\n",
        printed());
  }

  @Test
  void goesOnWithWhatIsAddedUntilItIsInterrupted() {
    log.texts.addAll(List.of("a", "b", "c"));
    log.later = List.of("d", "e", "f");
    assertEquals(List.of(), reading(2, false).follow(Duration.ZERO));
    assertTrue(Thread.interrupted());
    assertEquals("b\nc\nd\ne\nf\n", printed());
  }

  @Test
  void beginsToFollowWhereThereIsNothingYet() {
    log.later = List.of("first");
    assertEquals(List.of(), reading(2, false).follow(Duration.ZERO));
    assertTrue(Thread.interrupted());
    assertEquals("first\n", printed());
  }

  @Test
  void endsWithTheProblemThatThereIs() {
    log.problem = List.of(Diagnostic.error("No", "No."));
    assertEquals(log.problem, reading(2, false).follow(Duration.ZERO));
  }
}
