package io.planform.host.engine;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the engine knows of images. */
final class Images {
  private final DockerConnection docker;
  private final Map<String, List<String>> commands = new ConcurrentHashMap<>();

  Images(DockerConnection docker) {
    this.docker = docker;
  }

  /**
   * What an image of ours runs. Its name has the digest of what it is made from, so that this is
   * asked once.
   */
  List<String> command(String image) {
    return commands.computeIfAbsent(image, this::inspect);
  }

  private List<String> inspect(String image) {
    try {
      ContainerConfig found = docker.calls().inspectImageCmd(image).exec().getConfig();
      List<String> command = new ArrayList<>();
      if (found != null) {
        command.addAll(list(found.getEntrypoint()));
        command.addAll(list(found.getCmd()));
      }
      return List.copyOf(command);
    } catch (NotFoundException e) {
      throw Containers.imageMissing(image, e);
    } catch (DockerException e) {
      throw new EngineException("The instance did not start: " + e.getMessage(), e);
    }
  }

  private static List<String> list(String @Nullable [] words) {
    return words == null ? List.of() : List.of(words);
  }

  /** A function's own image may be anywhere the engine can reach. */
  void fetch(String image) {
    try {
      docker.calls().inspectImageCmd(image).exec();
    } catch (NotFoundException e) {
      pull(image);
    }
  }

  private void pull(String image) {
    try {
      docker.streams().pullImageCmd(image).start().awaitCompletion();
    } catch (DockerException | DockerClientException e) {
      throw new ImageMissingException(image, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while the image " + image + " was fetched", e);
    }
  }
}
