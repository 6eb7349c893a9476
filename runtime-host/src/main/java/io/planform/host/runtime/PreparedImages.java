package io.planform.host.runtime;

import io.planform.host.runtime.RuntimeImage.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The images that the recipes of a folder describe, once {@link ImagePreparation} has made them.
 */
public final class PreparedImages implements RuntimeImages {

  private record Execution(String recipe, Protocol protocol) {}

  private static final Map<String, Execution> RUNTIMES =
      Map.of(
          "Node.js18.15", new Execution("node18", Protocol.MANAGED),
          "Python3.10", new Execution("python3.10", Protocol.MANAGED),
          "Java17", new Execution("java17", Protocol.MANAGED),
          "Custom", new Execution("custom", Protocol.CUSTOM),
          "http", new Execution("custom", Protocol.HTTP));

  private final Path recipes;
  private final Map<String, String> references = new ConcurrentHashMap<>();

  /**
   * @param recipes the folder {@code runtimes} of the repository or the distribution
   */
  public PreparedImages(Path recipes) {
    this.recipes = recipes;
  }

  /** Whether functions of a runtime can be run, by the API's name. */
  public static boolean supports(String runtime) {
    return RUNTIMES.containsKey(runtime);
  }

  /** The API's names of the runtimes that functions can be run of, sorted. */
  public static SortedSet<String> supported() {
    return new TreeMap<>(RUNTIMES).navigableKeySet();
  }

  /** The names of the recipes, the holder's first: without it nothing runs. */
  static List<String> recipes() {
    return List.of("holder", "node18", "python3.10", "java17", "custom");
  }

  @Override
  public Optional<RuntimeImage> find(String runtime) {
    return Optional.ofNullable(RUNTIMES.get(runtime))
        .map(found -> new RuntimeImage(reference(found.recipe()), found.protocol()));
  }

  @Override
  public String holder() {
    return reference("holder");
  }

  /** Read once: a recipe that changes under a running host takes effect at its next start. */
  private String reference(String recipe) {
    return references.computeIfAbsent(recipe, name -> Recipe.read(recipes, name).reference());
  }
}
