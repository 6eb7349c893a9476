package io.planform.host.audit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final int LIMIT = 1000;

  @TempDir Path folder;

  private static AuditEntry entry(int number) {
    return new AuditEntry(
        Instant.EPOCH, "key", "127.0.0.1", "ListFunctions", "/", "request-" + number, 200);
  }

  @Test
  void keepsTheNewestLinesInABoundedNumberOfBoundedFiles() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (AuditLog log = AuditLog.open(file, LIMIT)) {
      for (int i = 0; i < 100; i++) {
        log.append(entry(i));
      }
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    assertEquals(5, files.size());
    for (Path each : files) {
      assertTrue(Files.size(each) <= LIMIT, each::toString);
    }
    assertTrue(Files.readAllLines(file).getLast().contains("request-99"));
    String before = Files.readAllLines(folder.resolve("audit.jsonl.1")).getLast();
    String first = Files.readAllLines(file).getFirst();
    assertEquals(number(first) - 1, number(before));
  }

  private static int number(String line) {
    return Integer.parseInt(line.replaceAll(".*request-(\\d+).*", "$1"));
  }

  @Test
  void doesNotFailTheCallThatItCannotWriteDown() throws IOException {
    AuditLog log = AuditLog.open(folder.resolve("audit.jsonl"), LIMIT);
    log.close();
    assertDoesNotThrow(() -> log.append(entry(1)));
  }
}
