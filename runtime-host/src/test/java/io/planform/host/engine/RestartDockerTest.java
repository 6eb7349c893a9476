package io.planform.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host that was killed leaves behind is gone after the next one's start. */
class RestartDockerTest {
  @TempDir Path folder;

  private static String shell(String command) {
    return Command.run(List.of("sh", "-c", command)).output();
  }

  private String containers() {
    return shell("docker ps -aq --filter label=io.planform.home=" + Home.of(folder).hash());
  }

  private String mounts() {
    return shell("grep " + Home.of(folder).instances() + " /proc/mounts");
  }

  @Test
  void reapsContainersMountsAndDirectoriesOfAnEarlierRun() throws Exception {
    DockerEngine killed = DockerEngine.open(folder, TestImages::holder);
    EngineInstance orphan =
        killed.start(
            RecordedInstance.spec(folder, "#!/bin/sh\nexec sleep 100\n", new RecordedInstance()));
    assertFalse(containers().isEmpty());
    assertFalse(mounts().isEmpty());
    try (DockerEngine next = DockerEngine.open(folder, TestImages::holder)) {
      assertEquals("", shell("docker ps -aq --filter label=io.planform.instance=" + orphan.id()));
      assertEquals("", mounts());
      assertFalse(Files.exists(Home.of(folder).instances().resolve(orphan.id())));
      var recorded = new RecordedInstance();
      EngineInstance fresh =
          next.start(RecordedInstance.spec(folder, "#!/bin/sh\necho works\n", recorded));
      try (fresh) {
        recorded.awaitExit();
        assertEquals("works", recorded.output().strip());
      }
    } finally {
      killed.close();
    }
    assertEquals("", containers());
    assertEquals("", shell("grep " + folder + " /proc/mounts"));
    assertEquals(
        "", shell("docker network ls -q --filter name=planform-" + Home.of(folder).hash()));
    assertTrue(shell("losetup -a | grep " + folder).isEmpty());
  }
}
