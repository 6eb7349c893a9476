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
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the images that are missing. An image is named by the digest of its recipe, so what is
 * there is right, and preparing again costs a look. Preparations of one home wait for each other;
 * one that was killed leaves nothing that the next does not put right.
 */
public final class ImagePreparation implements AutoCloseable {
  /** Names the packages, with their versions, that a base was made of on this machine. */
  private static final String PACKAGES_LABEL = "io.planform.packages";

  private static final String START_ENGINE =
      "start the Docker engine (systemctl start docker, or dockerd)";

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
   * Makes what is missing of the images that are made ahead, and tells what it does as it goes.
   *
   * @return how each image stands now; one that could not be made is {@code MISSING}
   */
  public List<Check> prepare(Consumer<String> progress) {
    return prepare(List.of(), progress);
  }

  /**
   * Makes what is missing of some runtimes.
   *
   * @param runtimes by the API's names; none for those that are made ahead
   * @return how each image stands now, that of the network holder first
   */
  public List<Check> prepare(Collection<String> runtimes, Consumer<String> progress) {
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
          return prepareAll(runtimes, progress);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How each image stands that is made ahead, and which others are here; nothing is changed. */
  public List<Check> checks() {
    var unreachable = engine.unreachable();
    if (unreachable.isPresent()) {
      return List.of(noEngine(unreachable.get()));
    }
    try {
      RuntimeCatalogue catalogue = RuntimeCatalogue.read(recipes);
      List<Check> checks = new ArrayList<>();
      for (Recipe recipe : ahead(catalogue)) {
        checks.add(
            engine.has(recipe.reference())
                ? Check.ok(subject(recipe.name()), recipe.reference())
                : Check.missing(
                    subject(recipe.name()), "not made yet", "planform host up makes it"));
      }
      for (RuntimeEntry entry : catalogue.entries()) {
        if (!entry.ahead()) {
          Recipe.read(recipes, entry)
              .filter(recipe -> engine.has(recipe.reference()))
              .ifPresent(
                  recipe -> checks.add(Check.ok(subject(recipe.name()), recipe.reference())));
        }
      }
      return checks;
    } catch (RecipeException e) {
      return List.of(Check.missing("images", String.valueOf(e.getMessage()), e.hint()));
    }
  }

  /**
   * How every runtime of the catalogue stands; nothing is changed.
   *
   * @throws RecipeException when the catalogue cannot be used, or no engine answers
   */
  public List<RuntimeStanding> standings() {
    engine
        .unreachable()
        .ifPresent(
            what -> {
              throw new RecipeException(what, START_ENGINE);
            });
    return RuntimeCatalogue.read(recipes).entries().stream()
        .map(entry -> new RuntimeStanding(entry, standing(entry)))
        .toList();
  }

  private String standing(RuntimeEntry entry) {
    if (entry.unavailable() != null) {
      return "not available: " + entry.unavailable();
    }
    Recipe recipe = Recipe.read(recipes, entry).orElse(null);
    if (recipe == null) {
      return "the function's own";
    }
    if (!engine.has(recipe.reference())) {
      return entry.ahead() ? "made by host up" : "made at first use";
    }
    return engine
        .label(recipe.reference(), PACKAGES_LABEL)
        .flatMap(packages -> packageOf(entry, packages))
        .map(exact -> "here: " + exact)
        .orElse("here");
  }

  /** The package, of a list with versions, that has the interpreter: of the version it names. */
  private static Optional<String> packageOf(RuntimeEntry entry, String packages) {
    String version = entry.interpreter().substring(entry.interpreter().lastIndexOf(' ') + 1);
    Pattern wanted = Pattern.compile("\\S+ " + Pattern.quote(version) + "\\D.*");
    return Arrays.stream(packages.split(",", -1))
        .filter(each -> wanted.matcher(each).matches())
        .findFirst();
  }

  private List<Recipe> ahead(RuntimeCatalogue catalogue) {
    Map<String, Recipe> found = new LinkedHashMap<>();
    Recipe holder = Recipe.read(recipes, PreparedImages.HOLDER);
    found.put(holder.reference(), holder);
    for (RuntimeEntry entry : catalogue.entries()) {
      if (entry.ahead()) {
        Recipe.read(recipes, entry).ifPresent(recipe -> found.put(recipe.reference(), recipe));
      }
    }
    return List.copyOf(found.values());
  }

  private List<Check> prepareAll(Collection<String> runtimes, Consumer<String> progress)
      throws IOException {
    Path scratch = emptied(work.resolve("work"));
    List<Check> results = new ArrayList<>();
    try {
      RuntimeCatalogue catalogue = RuntimeCatalogue.read(recipes);
      var bases = new BaseImage(engine, recipes, scratch, progress);
      if (runtimes.isEmpty()) {
        for (Recipe recipe : ahead(catalogue)) {
          results.add(prepareOne(recipe, bases, scratch, progress));
        }
      }
      for (String name : runtimes) {
        results.add(prepareNamed(name, catalogue, bases, scratch, progress));
      }
    } catch (RecipeException e) {
      results.add(Check.missing("images", String.valueOf(e.getMessage()), e.hint()));
    } catch (DockerException | DockerClientException e) {
      results.add(
          Check.missing("images", "the Docker engine refused: " + e.getMessage(), "see its log"));
    } finally {
      emptied(scratch);
    }
    return results;
  }

  private Check prepareNamed(
      String name,
      RuntimeCatalogue catalogue,
      BaseImage bases,
      Path scratch,
      Consumer<String> progress) {
    RuntimeEntry entry = catalogue.find(name).orElse(null);
    if (entry == null) {
      return Check.missing(name, "there is no such runtime", "docs/functions.md lists them");
    }
    String why = entry.unavailable();
    if (why != null) {
      return Check.missing(name, "it is not available: " + why, "docs/functions.md lists what is");
    }
    return Recipe.read(recipes, entry)
        .map(recipe -> prepareOne(recipe, bases, scratch, progress))
        .orElseGet(() -> Check.ok(name, "its functions bring their images"));
  }

  private Check prepareOne(
      Recipe recipe, BaseImage bases, Path scratch, Consumer<String> progress) {
    if (!engine.has(recipe.reference())) {
      String base = bases.forRecipe(recipe);
      try {
        boolean local = bases.isLocal(base, recipe);
        Path files = new BuildContext(scratch, progress).of(recipe, local);
        progress.accept("building " + recipe.reference() + " from " + base);
        engine.build(recipe, files, base, local);
      } catch (RecipeException e) {
        return Check.missing(subject(recipe.name()), String.valueOf(e.getMessage()), e.hint());
      } catch (DockerException | DockerClientException e) {
        return Check.missing(
            subject(recipe.name()),
            "its build failed: " + e.getMessage(),
            "see " + recipe.folder().resolve("Dockerfile"));
      }
    }
    return Check.ok(subject(recipe.name()), recipe.reference());
  }

  private static String subject(String name) {
    return "image " + name;
  }

  private static Check noEngine(String what) {
    return Check.missing("images", what, START_ENGINE);
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
