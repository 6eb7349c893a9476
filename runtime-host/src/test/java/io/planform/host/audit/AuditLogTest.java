package io.planform.host.audit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final long UNLIMITED = Long.MAX_VALUE;
  private static final TraceFilter ALL = new TraceFilter(0, Long.MAX_VALUE, false, Map.of());

  @TempDir Path home;
  private Instant now = Instant.parse("2026-03-01T23:59:59Z");

  private AuditLog open(long readsLimit) throws IOException {
    return AuditLog.open(home.resolve("audit"), readsLimit, () -> now);
  }

  private ObjectNode trace(int number) {
    return Json.object()
        .put("trace_id", "t" + number)
        .put("time", now.toEpochMilli())
        .put("trace_name", number % 2 == 0 ? "even" : "odd");
  }

  private static List<String> ids(AuditLog log, TraceFilter filter, int pageSize) {
    List<String> ids = new ArrayList<>();
    Optional<AuditLog.Position> next = Optional.empty();
    do {
      AuditLog.Page page = log.find(filter, next, pageSize);
      page.traces().stream().map(trace -> trace.path("trace_id").asText()).forEach(ids::add);
      next = page.next();
    } while (next.isPresent());
    return ids;
  }

  @Test
  void pagesGoBackOverDaysWithoutGapOrRepetition() throws IOException {
    try (AuditLog log = open(UNLIMITED)) {
      for (int i = 0; i < 50; i++) {
        log.append(trace(i), true);
        now = now.plus(Duration.ofHours(1));
      }
      List<String> all = IntStream.range(0, 50).mapToObj(i -> "t" + (49 - i)).toList();
      for (int size : new int[] {1, 7, 50, 200}) {
        assertEquals(all, ids(log, ALL, size));
      }
      TraceFilter odd = new TraceFilter(0, Long.MAX_VALUE, false, Map.of("trace_name", "odd"));
      assertEquals(25, ids(log, odd, 4).size());
    }
  }

  @Test
  void linesAreKeptSevenDaysAndThenTheirFilesGo() throws IOException {
    try (AuditLog log = open(UNLIMITED)) {
      log.append(trace(1), true);
      now = now.plus(AuditLog.KEPT);
      assertEquals(List.of("t1"), ids(log, ALL, 10));
      now = now.plusMillis(1);
      assertEquals(List.of(), ids(log, ALL, 10));
      now = now.plus(Duration.ofDays(1));
      log.append(trace(2), true);
    }
    try (AuditLog log = open(UNLIMITED)) {
      assertEquals(List.of("t2"), ids(log, ALL, 10));
      assertFalse(Files.exists(home.resolve("audit/2026-03-01.jsonl")));
    }
  }

  @Test
  void aLineCutOffByAKillIsPassedOver() throws IOException {
    try (AuditLog log = open(UNLIMITED)) {
      log.append(trace(1), true);
    }
    Path file = home.resolve("audit/2026-03-01.jsonl");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.writeString(file, "{\"trace_id\":\"t", StandardOpenOption.APPEND);
    try (AuditLog log = open(UNLIMITED)) {
      assertEquals(List.of("t1"), ids(log, ALL, 10));
      log.append(trace(2), true);
      assertEquals(List.of("t2", "t1"), ids(log, ALL, 10));
    }
  }

  @Test
  void aFullDayLeavesOutReadsAndNothingElse() throws IOException {
    try (AuditLog log = open(1)) {
      log.append(trace(1), false);
      log.append(trace(2), false);
      log.append(trace(3), true);
      assertEquals(List.of("t3", "t1"), ids(log, ALL, 10));
    }
  }

  @Test
  void doesNotFailTheCallThatItCannotWriteDown() throws IOException {
    AuditLog log = open(UNLIMITED);
    log.close();
    assertDoesNotThrow(() -> log.append(trace(1), true));
  }

  @Test
  void secretsOfEveryDepthAreTakenOut() throws IOException {
    JsonNode document =
        Json.read(
            """
            {"user_data":"{\\"A\\":\\"s3cret\\"}","items":[{"kafka_password":"s3cret"}],
             "event_data":{"secret_key":"s3cret","name":"kept"},"encrypted_user_data":"s3cret"}
            """);
    String text = Redaction.redact(document).toString();
    assertFalse(text.contains("s3cret"), text);
    assertTrue(text.contains("kept"), text);
  }
}
