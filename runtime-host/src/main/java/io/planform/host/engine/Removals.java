package io.planform.host.engine;

import com.github.dockerjava.api.DockerClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes containers away; those that an engine which was gone kept are tried again. */
final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  private final DockerClient docker;
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  Removals(DockerClient docker) {
    this.docker = docker;
  }

  /** Kills and removes a container, now or when {@link #again} finds the engine there. */
  void remove(String container) {
    try {
      Containers.remove(docker, container);
    } catch (RuntimeException e) {
      kept.add(container);
      LOG.warn("container {} is not removed yet: {}", container, e.getMessage());
    }
  }

  /** Removes what was kept. */
  void again() {
    for (String container : Set.copyOf(kept)) {
      kept.remove(container);
      remove(container);
    }
  }
}
