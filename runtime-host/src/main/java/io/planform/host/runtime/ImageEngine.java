package io.planform.host.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.NameParser;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What preparing images needs of the container engine. */
final class ImageEngine implements AutoCloseable {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private final DockerClient docker;

  private ImageEngine(DockerClient docker) {
    this.docker = docker;
  }

  static ImageEngine at(Path socket) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix://" + socket)
            .withDockerTlsVerify(false)
            .build();
    var http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .connectionTimeout(Duration.ofSeconds(5))
            .build();
    return new ImageEngine(DockerClientImpl.getInstance(config, http));
  }

  /** What keeps the engine from answering; empty when it answers. */
  Optional<String> unreachable() {
    try {
      docker.pingCmd().exec();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("no Docker engine answers: " + e.getMessage());
    }
  }

  boolean has(String image) {
    try {
      docker.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** A label of an image that is here; empty where it has none of this name. */
  Optional<String> label(String image, String name) {
    var config = docker.inspectImageCmd(image).exec().getConfig();
    return Optional.ofNullable(config)
        .map(ContainerConfig::getLabels)
        .map(labels -> labels.get(name));
  }

  /**
   * Pulls an image, for as long as the registry goes on sending.
   *
   * @return why it could not be had; empty when it is here now
   */
  Optional<String> pull(String image) {
    var pull = new Pull();
    var name = NameParser.parseRepositoryTag(image);
    try (pull) {
      docker.pullImageCmd(name.repos).withTag(name.tag).exec(pull);
      return pull.await();
    } catch (RuntimeException | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Builds a recipe from its files. The image gets its name only once it is whole.
   *
   * @param complete whether the base and the files have all it takes: nothing is fetched then
   */
  void build(Recipe recipe, Path files, String base, boolean complete) {
    var build = docker.buildImageCmd(files.toFile()).withBuildArg("BASE", base);
    if (complete) {
      build.withNetworkMode("none");
    }
    String path = recipe.arguments().path();
    if (path != null) {
      build.withBuildArg("ROOT", path);
    }
    build
        .withTags(Set.of(recipe.reference()))
        .withForcerm(true)
        .exec(new BuildImageResultCallback())
        .awaitImageId();
  }

  /** Builds an image from a context that is already a tar archive. */
  void build(Path context, String image) throws IOException {
    try (InputStream archive = Files.newInputStream(context)) {
      docker
          .buildImageCmd(archive)
          .withTags(Set.of(image))
          .withForcerm(true)
          .exec(new BuildImageResultCallback())
          .awaitImageId();
    }
  }

  @Override
  public void close() {
    try {
      docker.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Pull extends ResultCallback.Adapter<PullResponseItem> {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong heard = new AtomicLong(System.nanoTime());
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    @Override
    public void onNext(PullResponseItem item) {
      heard.set(System.nanoTime());
      if (item.isErrorIndicated()) {
        failure.set(item.getErrorDetail() == null ? "refused" : item.getErrorDetail().getMessage());
      }
    }

    @Override
    public void onError(Throwable thrown) {
      failure.compareAndSet(null, thrown.getMessage());
      ended.countDown();
    }

    @Override
    public void onComplete() {
      ended.countDown();
    }

    Optional<String> await() {
      try {
        while (!ended.await(1, TimeUnit.SECONDS)) {
          if (System.nanoTime() - heard.get() > LONGEST_SILENCE.toNanos()) {
            return Optional.of(
                "nothing came from the registry for " + LONGEST_SILENCE.toSeconds() + " s");
          }
        }
        return Optional.ofNullable(failure.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.of("interrupted");
      }
    }
  }
}
