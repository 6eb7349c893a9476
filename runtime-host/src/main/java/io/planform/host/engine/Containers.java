package io.planform.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all our containers have in common. */
final class Containers {
  private static final long PROCESSES = 1024;
  private static final long OPEN_FILES = 1024;

  private Containers() {}

  /**
   * The sandbox every container of an instance runs in. The engine adds its default seccomp
   * profile; the user and the mounts are the caller's.
   */
  static HostConfig sandbox(long memoryBytes) {
    return HostConfig.newHostConfig()
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges:true"))
        .withReadonlyRootfs(true)
        .withPidsLimit(PROCESSES)
        .withUlimits(new Ulimit[] {new Ulimit("nofile", OPEN_FILES, OPEN_FILES)})
        .withMemory(memoryBytes)
        .withMemorySwap(memoryBytes)
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
  }

  static Map<String, String> labels(Home home, String instance) {
    var labels = new HashMap<>(home.labels());
    labels.put(Home.INSTANCE_LABEL, instance);
    return labels;
  }

  /** Kills and removes a container, if it is still there. */
  static void remove(DockerClient docker, String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Gone, or being removed by somebody else.
    }
  }

  static EngineException imageMissing(String image, NotFoundException cause) {
    return new EngineException(
        "The image " + image + " is not there. Prepare it with: planform host images", cause);
  }
}
