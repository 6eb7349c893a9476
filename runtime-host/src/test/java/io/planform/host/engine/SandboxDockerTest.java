package io.planform.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.network.Access;
import io.planform.host.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function finds around itself, told by scripts that look. */
class SandboxDockerTest {
  @TempDir static Path folder;
  private static DockerEngine engine;

  @BeforeAll
  static void open() {
    engine = DockerEngine.open(folder, TestImages::holder);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static String run(String script) throws Exception {
    return ended(script).output();
  }

  private static RecordedInstance ended(String script) throws Exception {
    var instance = new RecordedInstance();
    EngineInstance started =
        engine.start(RecordedInstance.spec(folder, "#!/bin/sh\n" + script, instance));
    try (started) {
      instance.awaitExit();
      return instance;
    }
  }

  @Test
  void dropsEveryCapabilityAndForbidsNewOnes() throws Exception {
    String status = run("cat /proc/self/status");
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      assertTrue(status.contains(set + ":\t0000000000000000"), status);
    }
    assertTrue(status.contains("NoNewPrivs:\t1"), status);
    assertTrue(status.contains("Seccomp:\t2"), status);
  }

  @Test
  void runsAsTheFunctionsUser() throws Exception {
    assertEquals("1003:1003 1003", run("echo $(id -u):$(id -g) $(id -G)").strip());
  }

  @Test
  void hasAReadOnlyRootAndCode() throws Exception {
    String output =
        run(
            """
            for each in / /etc /opt/function/code /run/planform /var/tmp; do
              touch $each/x 2>/dev/null && echo "wrote $each"
            done
            grep -q ' / .*[ ,]ro[ ,]' /proc/mounts && echo read-only
            touch /tmp/x && echo tmp
            """);
    assertEquals("read-only\ntmp\n", output);
  }

  @Test
  void limitsProcessesAndOpenFiles() throws Exception {
    assertEquals("1024 1024", run("echo $(cat /sys/fs/cgroup/pids/pids.max) $(ulimit -n)").strip());
  }

  @Test
  void survivesAForkBomb() throws Exception {
    var instance = new RecordedInstance();
    EngineInstance bomb =
        engine.start(
            RecordedInstance.spec(
                folder, "#!/bin/sh\nf() { f | f & }; f; sleep 1; while :; do f; done\n", instance));
    try (bomb) {
      assertEquals("still here", run("echo still here").strip());
    }
    assertEquals("and after", run("echo and after").strip());
  }

  @Test
  void givesTmpTheDeclaredSizeOutsideOfTheFunctionsMemory() throws Exception {
    var instance = ended("head -c 200M /dev/zero > /tmp/full; stat -c %s /tmp/full; echo alive");
    List<String> lines = instance.output().lines().toList();
    assertTrue(lines.contains("alive"), instance.output());
    assertTrue(instance.output().contains("No space left on device"), instance.output());
    long size = Long.parseLong(lines.get(lines.size() - 2));
    assertTrue(size > 48 << 20 && size <= 64 << 20, "wrote " + size);
    assertFalse(instance.awaitExit().outOfMemory());
  }

  @Test
  void mountsTmpWithoutDevicesAndSetuid() throws Exception {
    String mount = run("grep ' /tmp ' /proc/mounts");
    assertTrue(mount.contains("nodev") && mount.contains("nosuid"), mount);
  }

  @Test
  void seesNoEngineSocket() throws Exception {
    assertEquals(
        "",
        run(
            "find / -name 'docker.sock' -o -name 'containerd.sock' 2>/dev/null; grep docker.sock"
                + " /proc/mounts"));
  }

  @Test
  void tellsWhenMemoryRanOut() throws Exception {
    var instance = ended("exec python3 -c 'x = bytearray(400 << 20)'");
    assertTrue(instance.awaitExit().outOfMemory());
  }

  @Test
  void tellsHowTheProcessEnded() throws Exception {
    var exit = ended("exit 3").awaitExit();
    assertEquals(new InstanceListener.Exit(3, false), exit);
  }

  @Test
  void handsVariablesOverInAFileThatTheEngineDoesNotKnow() throws Exception {
    var instance = new RecordedInstance();
    try (var started =
        engine.start(
            RecordedInstance.spec(folder, "#!/bin/sh\necho $GREETING; sleep 60\n", instance))) {
      String inspected =
          Command.run(
                  List.of(
                      "sh",
                      "-c",
                      "docker inspect $(docker ps -q -f label=io.planform.instance="
                          + started.id()
                          + ")"))
              .output();
      assertTrue(inspected.contains("\"LogConfig\""), inspected);
      assertFalse(inspected.contains("it's me"), inspected);
    }
    assertEquals("it's me", run("echo $GREETING").strip());
  }

  @Test
  void leavesNothingWhenAStartFails() {
    var spec = RecordedInstance.spec(folder, "#!/bin/sh\n", new RecordedInstance());
    var missing =
        new InstanceSpec(
            spec.function(),
            Sandbox.of("planform/no-such-image:1", 128, 64),
            spec.code(),
            spec.environment(),
            Optional.empty(),
            List.of(),
            spec.owner(),
            List.of(),
            16,
            Access.Internet.ONLY,
            spec.listener());
    long before = directories();
    var failure =
        org.junit.jupiter.api.Assertions.assertThrows(
            EngineException.class, () -> engine.start(missing));
    assertTrue(failure.getMessage().contains("planform host images"), failure.getMessage());
    assertTrue(directories() <= Math.max(before, 2), "only spare holders stay");
  }

  private static long directories() {
    try (var list = Files.list(Home.of(folder).instances())) {
      return list.filter(each -> Files.exists(each.resolve("tmp.img"))).count();
    } catch (java.io.IOException e) {
      return 0;
    }
  }
}
