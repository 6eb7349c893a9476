package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What data sources tell of functions, and what is done once. */
class DataTest {
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    LocalHost.copy(
        Path.of(System.getProperty("planform.examples"), "src/test/resources/data"), directory);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void tellWhatIsThere() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    String found = planform.run("output", "-json", "found").succeeds().out();
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"functions":["hello"],"timers":["DISABLED"],"tags":["red"],"used":["team"],
                 "red":["hello"],"types":true,"features":true}
                """),
        new ObjectMapper().readTree(found));
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);
    planform.run("destroy", "-auto-approve").succeeds();
  }
}
