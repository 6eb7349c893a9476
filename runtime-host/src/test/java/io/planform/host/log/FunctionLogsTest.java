package io.planform.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLogsTest {
  private static final String ID = "5d3c1a5e-0000-4000-8000-000000000001";
  private static final String OTHER = "5d3c1a5e-0000-4000-8000-000000000002";
  private static final LogLimits ROOMY = new LogLimits(1 << 20, 10, 1 << 30, days(7), 1 << 30);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-31T08:00:00Z");

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private FunctionLogs open(LogLimits limits) throws IOException {
    return FunctionLogs.open(folder, limits, _ -> Optional.empty(), () -> now);
  }

  private void append(FunctionLogs logs, String id, String text) {
    logs.append(id, entry(text), () -> true);
    now = now.plusMillis(10);
  }

  private LogEntry entry(String text) {
    return entry("request-" + text, "latest", Status.SUCCESS, text);
  }

  private LogEntry entry(String requestId, String version, Status status, String text) {
    return new LogEntry(now.toEpochMilli(), requestId, version, status, Map.of(), text);
  }

  private static List<String> texts(LogPage page) {
    return page.entries().stream().map(each -> each.entry().text()).toList();
  }

  private static LogPage all(FunctionLogs logs, String id, boolean descending) {
    return logs.find(id, LogFilter.ALL, null, descending, 1000);
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private Path newestFile() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(ID))) {
      return files.sorted().toList().getLast();
    }
  }

  @Test
  void showsTheNewestOrTheOldestFirst() throws IOException {
    FunctionLogs logs = open(ROOMY);
    List.of("a", "b\nwith \u00e4 \"quotes\"\n", "c").forEach(text -> append(logs, ID, text));
    append(logs, OTHER, "of another function");
    assertEquals(List.of("a", "b\nwith \u00e4 \"quotes\"\n", "c"), texts(all(logs, ID, false)));
    assertEquals(List.of("c", "b\nwith \u00e4 \"quotes\"\n", "a"), texts(all(logs, ID, true)));
  }

  @Test
  void pagesMeetWithoutGapOrOverlapWhateverIsAddedMeanwhile() throws IOException {
    FunctionLogs logs = open(new LogLimits(300, 100, 1 << 30, days(7), 1 << 30));
    for (int i = 0; i < 20; i++) {
      append(logs, ID, "number " + i);
    }
    for (boolean descending : new boolean[] {false, true}) {
      StringBuilder seen = new StringBuilder();
      @Nullable Position after = null;
      LogPage page;
      do {
        page = logs.find(ID, LogFilter.ALL, after, descending, 3);
        texts(page).forEach(text -> seen.append(text).append(';'));
        after = page.entries().getLast().position();
      } while (!page.complete());
      StringBuilder wanted = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        wanted.append("number ").append(descending ? 19 - i : i).append(';');
      }
      assertEquals(wanted.toString(), seen.toString());
    }
  }

  @Test
  void findsByEachField() throws IOException {
    FunctionLogs logs = open(ROOMY);
    long first = now.toEpochMilli();
    logs.append(ID, entry("r1", "latest", Status.SUCCESS, "Hello World"), () -> true);
    now = now.plusSeconds(1);
    logs.append(ID, entry("r2", "v1", Status.TIMED_OUT, "hello again"), () -> true);
    assertEquals(List.of("hello again"), find(logs, filter(first + 1, "", "", "", "")));
    assertEquals(List.of("Hello World"), find(logs, filter(0, "r1", "", "", "")));
    assertEquals(List.of("hello again"), find(logs, filter(0, "", "v1", "", "")));
    assertEquals(List.of("hello again"), find(logs, filter(0, "", "", "timed_out", "")));
    assertEquals(List.of("Hello World"), find(logs, filter(0, "", "", "", "lo wo")));
    assertEquals(List.of(), find(logs, filter(0, "r1", "v1", "", "")));
    assertEquals(1, logs.count(ID, filter(0, "r1", "", "", "")));
  }

  private static LogFilter filter(
      long from, String requestId, String version, String status, String keywords) {
    Map<String, String> labels =
        new HashMap<>(Map.of("request_id", requestId, "version", version, "status", status));
    labels.values().removeIf(String::isEmpty);
    return new LogFilter(from, Long.MAX_VALUE, labels, keywords);
  }

  private static List<String> find(FunctionLogs logs, LogFilter filter) {
    return texts(logs.find(ID, filter, null, false, 10));
  }

  @Test
  void endlessOutputKeepsTheNewestWithinTheFunctionsBound() throws IOException {
    FunctionLogs logs = open(new LogLimits(1000, 4, 1 << 30, days(7), 1 << 30));
    for (int i = 0; i < 1000; i++) {
      append(logs, ID, "number " + i);
    }
    assertTrue(bytes() <= 4000, bytes() + " bytes");
    List<String> kept = texts(all(logs, ID, true));
    assertEquals("number 999", kept.getFirst());
    assertTrue(kept.size() > 10, kept.toString());
  }

  @Test
  void allFunctionsTogetherStayWithinTheTotal() throws IOException {
    FunctionLogs logs = open(new LogLimits(1000, 100, 10_000, days(7), 1 << 30));
    for (int i = 0; i < 50; i++) {
      append(logs, OTHER, "older " + i);
    }
    for (int i = 0; i < 200; i++) {
      append(logs, ID, "newer " + i);
      assertTrue(bytes() <= 10_000, bytes() + " bytes");
    }
    assertEquals(List.of(), texts(all(logs, OTHER, true)));
    assertEquals("newer 199", texts(all(logs, ID, true)).getFirst());
  }

  @Test
  void whoWritesTooFastKeepsTheHostsLinesOnly() throws IOException {
    FunctionLogs logs = open(new LogLimits(1 << 20, 10, 1 << 30, days(7), 1));
    String text = "Start\n" + "x".repeat(100) + "\nFinish\n";
    append(logs, ID, text);
    append(logs, ID, text);
    List<String> kept = texts(all(logs, ID, false));
    assertEquals(text, kept.getFirst());
    assertEquals(
        "Start\n(114 bytes are not kept: the function writes too much)\nFinish\n", kept.get(1));
  }

  @Test
  void aLineThatWasCutShortIsPassedOver() throws IOException {
    append(open(ROOMY), ID, "whole");
    Files.writeString(newestFile(), "{\"time\":17,\"text\":\"ha", StandardOpenOption.APPEND);
    FunctionLogs logs = open(ROOMY);
    append(logs, ID, "after the crash");
    assertEquals(List.of("whole", "after the crash"), texts(all(logs, ID, false)));
  }

  @Test
  void whatIsOlderThanItsAgeIsNotShownAndGoesWithTheNextStart() throws IOException {
    FunctionLogs logs = open(ROOMY);
    append(logs, ID, "old");
    Files.setLastModifiedTime(newestFile(), FileTime.from(now));
    now = now.plus(days(8));
    assertEquals(List.of(), texts(all(logs, ID, false)));
    open(ROOMY);
    assertEquals(0, bytes());
  }

  @Test
  void makesNoFileAgainForAFunctionThatWasDeleted() throws IOException {
    FunctionLogs logs = open(ROOMY);
    append(logs, ID, "during its life");
    logs.delete(ID);
    logs.append(ID, entry("after its end"), () -> false);
    try (Stream<Path> files = Files.list(folder)) {
      assertFalse(files.findAny().isPresent());
    }
  }

  @Test
  void forgetsFunctionsThatAreNotThereAnyMore() throws IOException {
    append(open(ROOMY), ID, "gone");
    append(open(ROOMY), OTHER, "there");
    FunctionLogs logs = open(ROOMY);
    logs.retain(OTHER::equals);
    assertEquals(List.of(), texts(all(logs, ID, false)));
    assertEquals(List.of("there"), texts(all(logs, OTHER, false)));
  }
}
