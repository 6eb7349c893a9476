package io.planform.host.runtime;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import io.planform.host.doctor.Check;
import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the images that are missing. An image is named by the digest of its recipe, so what is
 * there is right, and preparing again costs a look. Preparations of one home wait for each other;
 * one that was killed leaves nothing that the next does not put right.
 */
public final class ImagePreparation implements AutoCloseable {
  private final ImageEngine engine;
  private final Path recipes;
  private final Path work;

  /**
   * @param socket the Docker engine's: {@code /var/run/docker.sock}
   * @param recipes the folder {@code runtimes} of the repository or the distribution
   * @param home whose {@code host/images} holds what is being made
   */
  public ImagePreparation(Path socket, Path recipes, Path home) {
    this.engine = ImageEngine.at(socket);
    this.recipes = recipes;
    this.work = home.resolve("host").resolve("images");
  }

  /**
   * Makes what is missing, and tells what it does as it goes.
   *
   * @return how each image stands now; one that could not be made is {@code MISSING}
   */
  public List<Check> prepare(Consumer<String> progress) {
    var unreachable = engine.unreachable();
    if (unreachable.isPresent()) {
      return List.of(noEngine(unreachable.get()));
    }
    try {
      PrivateFolder.create(work);
      try (FileChannel lock =
          FileChannel.open(
              work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        var held = lock.lock();
        try (held) {
          return prepareAll(progress);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How each image stands, without changing anything. */
  public List<Check> checks() {
    var unreachable = engine.unreachable();
    if (unreachable.isPresent()) {
      return List.of(noEngine(unreachable.get()));
    }
    return PreparedImages.recipes().stream().map(this::check).toList();
  }

  private Check check(String name) {
    try {
      Recipe recipe = Recipe.read(recipes, name);
      return engine.has(recipe.reference())
          ? Check.ok(subject(name), recipe.reference())
          : Check.missing(subject(name), "not made yet", "planform host images makes it");
    } catch (RecipeException e) {
      return Check.missing(subject(name), String.valueOf(e.getMessage()), e.hint());
    }
  }

  private List<Check> prepareAll(Consumer<String> progress) throws IOException {
    Path scratch = emptied(work.resolve("work"));
    List<Check> results = new ArrayList<>();
    try {
      var bases = new BaseImage(engine, Recipe.read(recipes, "base"), scratch, progress);
      for (String name : PreparedImages.recipes()) {
        results.add(prepareOne(name, bases, progress));
      }
    } catch (RecipeException e) {
      results.add(Check.missing("base image", String.valueOf(e.getMessage()), e.hint()));
    } catch (DockerException | DockerClientException e) {
      results.add(
          Check.missing(
              "base image", "the Docker engine refused: " + e.getMessage(), "see its log"));
    } finally {
      emptied(scratch);
    }
    return results;
  }

  private Check prepareOne(String name, BaseImage bases, Consumer<String> progress) {
    Recipe recipe;
    try {
      recipe = Recipe.read(recipes, name);
    } catch (RecipeException e) {
      return Check.missing(subject(name), String.valueOf(e.getMessage()), e.hint());
    }
    if (!engine.has(recipe.reference())) {
      String base = bases.forRecipe(recipe);
      progress.accept("building " + recipe.reference() + " from " + base);
      try {
        engine.build(recipe, base);
      } catch (DockerException | DockerClientException e) {
        return Check.missing(
            subject(name),
            "its build failed: " + e.getMessage(),
            "see " + recipe.folder().resolve("Dockerfile"));
      }
    }
    return Check.ok(subject(name), recipe.reference());
  }

  private static String subject(String name) {
    return "image " + name;
  }

  private static Check noEngine(String what) {
    return Check.missing(
        "images", what, "start the Docker engine (systemctl start docker, or dockerd)");
  }

  private static Path emptied(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  @Override
  public void close() {
    engine.close();
  }
}
