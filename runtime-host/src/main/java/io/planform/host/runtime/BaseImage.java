package io.planform.host.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the image that a recipe starts from: the public one that it names, where that is here or
 * can be pulled, else one made on this machine, which serves all recipes.
 */
final class BaseImage {
  private static final int MISSING_ON_MACHINE = 3;

  private final ImageEngine engine;
  private final Recipe local;
  private final Path work;
  private final Consumer<String> progress;
  private @Nullable String pullFailure;

  BaseImage(ImageEngine engine, Recipe local, Path work, Consumer<String> progress) {
    this.engine = engine;
    this.local = local;
    this.work = work;
    this.progress = progress;
  }

  /**
   * @throws RecipeException when there is no way to have one
   */
  String forRecipe(Recipe recipe) {
    String wanted = recipe.baseImage();
    if (engine.has(wanted)) {
      return wanted;
    }
    if (engine.has(local.reference())) {
      return local.reference();
    }
    if (pullFailure == null) {
      progress.accept("pulling " + wanted);
      pullFailure = engine.pull(wanted).map(String::strip).orElse(null);
      if (pullFailure == null) {
        return wanted;
      }
      // One failure is enough: a registry that is out of reach is not asked again.
      progress.accept("cannot pull " + wanted + " (" + pullFailure + "): making a base image here");
    }
    make();
    return local.reference();
  }

  private void make() {
    Path context = work.resolve("context.tar");
    try {
      run(context);
      progress.accept("building " + local.reference());
      engine.build(context, local.reference());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecipeException("interrupted while making the base image", "run it again");
    }
  }

  private void run(Path context) throws IOException, InterruptedException {
    Path log = work.resolve("make-context.log");
    var builder =
        new ProcessBuilder(
            "bash", local.folder().resolve("make-context").toString(), context.toString());
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectError(log.toFile()).start();
    process.getOutputStream().close();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(progress);
    }
    int status = process.waitFor();
    if (status == MISSING_ON_MACHINE) {
      throw new RecipeException(
          "cannot pull a base image (" + pullFailure + ") nor make one",
          Files.readString(log).strip());
    }
    if (status != 0) {
      throw new RecipeException(
          "making the base image failed with status " + status,
          "its output ends with: " + lastLine(log));
    }
  }

  private static String lastLine(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .orElse("nothing");
  }
}
