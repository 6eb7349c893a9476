package io.planform.host.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files that an image is built from: the recipe's folder, or a copy with its payload. */
final class BuildContext {
  private static final String ORIGIN = "payload/opt/planform/origin";

  private final Path work;
  private final Consumer<String> progress;

  /**
   * @param work for the copies; whoever made it empties it
   */
  BuildContext(Path work, Consumer<String> progress) {
    this.work = work;
    this.progress = progress;
  }

  /**
   * @param lacking whether the base lacks what the payload brings
   * @throws RecipeException when the payload cannot be had
   */
  Path of(Recipe recipe, boolean lacking) {
    String payload = recipe.arguments().payload();
    if (payload == null) {
      return recipe.folder();
    }
    try {
      Path context = copy(recipe.folder(), work.resolve(recipe.name()));
      // Written always: the folder must be there to be copied.
      Path origin = context.resolve(ORIGIN);
      Files.createDirectories(origin.getParent());
      Files.writeString(origin, (lacking ? payload : recipe.baseImage()) + "\n");
      if (lacking) {
        progress.accept("fetching " + payload);
        new RecipeScript(recipe.folder().resolve("fetch"), work.resolve("fetch.log"))
            .run(
                "cannot fetch " + payload,
                progress,
                payload,
                context.resolve("payload").toString());
      }
      fetchLibraries(recipe, context);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What no base has: the libraries of a language that functions need not package. */
  private void fetchLibraries(Recipe recipe, Path context) {
    Path script = recipe.folder().resolve("libraries").resolve("fetch");
    if (Files.exists(script)) {
      progress.accept("fetching the libraries of " + recipe.name());
      new RecipeScript(script, work.resolve("libraries.log"))
          .run(
              "cannot fetch the libraries of " + recipe.name(),
              progress,
              context.resolve("payload").toString());
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : tree.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
    return to;
  }
}
