package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Commands print what they printed, in files of {@link Transcript}. */
class TranscriptsTest {
  private static final Path FILES = Path.of("src/test/resources/transcripts");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> saysWhatItSaid() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().toList().stream().map(this::container);
    }
  }

  private DynamicContainer container(Path file) {
    try {
      if ("update".equals(System.getProperty("goldens"))) {
        StringBuilder now = new StringBuilder();
        for (Transcript each : Transcript.read(file)) {
          now.append(replay(each).text());
        }
        Files.writeString(file, now);
      }
      return DynamicContainer.dynamicContainer(
          file.getFileName().toString(),
          Transcript.read(file).stream()
              .map(
                  each ->
                      DynamicTest.dynamicTest(
                          each.name(), () -> assertEquals(each.text(), replay(each).text()))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Transcript replay(Transcript transcript) throws IOException {
    Path directory = Files.createTempDirectory(folder, "module");
    Map<String, String> environment = Map.of("PLANFORM_HOME", folder.resolve("home").toString());
    return transcript.replay(directory, new ShellFixture(directory, environment, Main.commands()));
  }
}
