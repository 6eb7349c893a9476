package io.planform.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerSocketTest {

  @Test
  void isTheOneThatTheEnvironmentNames() {
    assertEquals(Path.of("/var/run/docker.sock"), DockerSocket.of(Map.of()));
    assertEquals(
        Path.of("/tmp/own.sock"), DockerSocket.of(Map.of("DOCKER_HOST", "unix:///tmp/own.sock")));
  }

  @Test
  void isRefusedWhereItIsOfAnotherMachine() {
    var refused =
        assertThrows(
            EngineException.class,
            () -> DockerSocket.of(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375")));
    assertTrue(refused.getMessage().contains("tcp://10.0.0.1:2375"), refused.getMessage());
  }
}
