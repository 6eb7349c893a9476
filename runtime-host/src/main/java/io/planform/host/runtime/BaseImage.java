package io.planform.host.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the image that a recipe starts from: the public one that it names, where that is here or
 * can be pulled, else one made on this machine, which serves all recipes.
 */
final class BaseImage {
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
   * The image to start from, by the engine's name.
   *
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

  /** Whether an image is the one made here, which lacks what payloads bring. */
  boolean isLocal(String image) {
    return image.equals(local.reference());
  }

  private void make() {
    Path context = work.resolve("context.tar");
    new RecipeScript(local.folder().resolve("make-context"), work.resolve("make-context.log"))
        .run(
            "cannot pull a base image (" + pullFailure + ") nor make one",
            progress,
            context.toString());
    progress.accept("building " + local.reference());
    try {
      engine.build(context, local.reference());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
