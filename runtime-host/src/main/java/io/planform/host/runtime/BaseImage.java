package io.planform.host.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the image that a recipe starts from: the public one that it names, where that is here or
 * can be pulled, else one made on this machine.
 */
final class BaseImage {
  private final ImageEngine engine;
  private final Path recipes;
  private final Path work;
  private final Consumer<String> progress;
  private @Nullable String pullFailure;

  BaseImage(ImageEngine engine, Path recipes, Path work, Consumer<String> progress) {
    this.engine = engine;
    this.recipes = recipes;
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
    Recipe local = recipe.localBase(recipes);
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
    make(local);
    return local.reference();
  }

  /** Whether an image is the one made here for a recipe, which lacks what its payload brings. */
  boolean isLocal(String image, Recipe recipe) {
    return image.equals(recipe.localBase(recipes).reference());
  }

  private void make(Recipe local) {
    Path context = work.resolve("context.tar");
    List<String> arguments = new ArrayList<>(List.of(context.toString()));
    String debian = local.arguments().debian();
    if (debian != null) {
      arguments.addAll(List.of(debian.split(" ", 2)));
    }
    new RecipeScript(local.folder().resolve("make-context"), work.resolve("make-context.log"))
        .run(
            "cannot pull a base image (" + pullFailure + ") nor make one",
            progress,
            arguments.toArray(String[]::new));
    progress.accept("building " + local.reference());
    try {
      engine.build(context, local.reference());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
