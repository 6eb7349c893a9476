package io.planform.host.runtime;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The images that the recipes of a folder describe, once {@link ImagePreparation} has made them.
 */
public final class PreparedImages implements RuntimeImages {

  static final String HOLDER = "holder";

  private final Path recipes;
  private final RuntimeCatalogue catalogue;

  /** Read once: a recipe that changes under a running host takes effect at its next start. */
  private final Map<String, String> references = new ConcurrentHashMap<>();

  /**
   * @param recipes the folder {@code runtimes} of the repository or the distribution
   * @throws RecipeException when its catalogue cannot be used
   */
  public PreparedImages(Path recipes) {
    this.recipes = recipes;
    this.catalogue = RuntimeCatalogue.read(recipes);
  }

  public RuntimeCatalogue catalogue() {
    return catalogue;
  }

  @Override
  public Optional<RuntimeImage> find(String runtime) {
    return catalogue
        .find(runtime)
        .filter(entry -> entry.toBuild().isPresent())
        .map(
            entry ->
                new RuntimeImage(
                    references.computeIfAbsent(runtime, name -> reference(entry)),
                    entry.protocol()));
  }

  @Override
  public String holder() {
    return references.computeIfAbsent(HOLDER, name -> Recipe.read(recipes, HOLDER).reference());
  }

  private String reference(RuntimeEntry entry) {
    return Recipe.read(recipes, entry).orElseThrow().reference();
  }
}
