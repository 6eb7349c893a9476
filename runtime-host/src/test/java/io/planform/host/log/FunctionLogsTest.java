package io.planform.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLogsTest {
  @TempDir Path folder;

  @Test
  void makesNoFileAgainForAFunctionThatWasDeleted() throws IOException {
    FunctionLogs logs = new FunctionLogs(folder, 1000);
    logs.append("id", "during its life", () -> true);
    assertEquals("during its life\n", logs.tail("id", 100));
    logs.delete("id");
    logs.append("id", "after its end", () -> false);
    try (Stream<Path> files = Files.list(folder)) {
      assertFalse(files.findAny().isPresent());
    }
  }
}
