package io.planform.planner.manifest;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.json.JsonFile;
import io.planform.planner.module.FetchedModules;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of tests, and what they use beside the manifests that they are about. Not for use by
 * several threads.
 */
public final class TestSources implements AutoCloseable {
  private final Path root;
  private final Diagnostics diagnostics;
  private final Sources sources;
  private final FetchedModules modules;
  private final Map<Path, Optional<ConfigurationTree>> trees = new HashMap<>();

  /**
   * @param root directory of the manifests, against which all files are named
   */
  public TestSources(Path root, Diagnostics diagnostics) {
    this.root = root;
    this.diagnostics = diagnostics;
    this.sources = new Sources(root, diagnostics);
    this.modules = new FetchedModules(root, false);
  }

  /**
   * @param name relative to the root
   */
  public record Source(String name, Body body) {}

  /**
   * The files {@code *.tftest.hcl} and {@code *.tftest.json} of the root and of a directory below
   * it, in the order of their names.
   */
  public List<Source> tests(String directory) {
    List<Source> found = new ArrayList<>();
    List<String> names = new ArrayList<>(names("", ".tftest"));
    if (!directory.isEmpty() && Files.isDirectory(root.resolve(directory))) {
      names.addAll(names(directory + "/", ".tftest"));
    }
    for (String name : names.stream().sorted().toList()) {
      SourceText text = sources.read(name);
      if (text != null) {
        boolean json = ManifestName.language(name) == ManifestName.Language.JSON;
        Body body = json ? JsonFile.tests(text, diagnostics) : HclFile.parse(text, diagnostics);
        found.add(new Source(name, body));
      }
    }
    return found;
  }

  /** The files {@code *.tfmock.hcl} and {@code *.tfmock.json} of a directory. */
  public List<Source> mocks(String directory) {
    List<Source> found = new ArrayList<>();
    for (String name : names(directory + "/", ".tfmock")) {
      SourceText text = sources.read(name);
      if (text != null) {
        boolean json = ManifestName.language(name) == ManifestName.Language.JSON;
        Body body = json ? JsonFile.mocks(text, diagnostics) : HclFile.parse(text, diagnostics);
        found.add(new Source(name, body));
      }
    }
    return found;
  }

  public boolean isDirectory(String directory) {
    try {
      return Files.isDirectory(root.resolve(directory));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private List<String> names(String prefix, String ending) {
    try {
      return sources.list(root.resolve(prefix), prefix).stream()
          .filter(name -> name.endsWith(ending + ".hcl") || name.endsWith(ending + ".json"))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .map(name -> prefix + name)
          .toList();
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable directory",
              "The directory " + root.resolve(prefix) + " cannot be read."));
      return List.of();
    }
  }

  /**
   * A module as the root of a configuration of its own.
   *
   * @param call that says which; not among those of any module
   * @return null after a reported error
   */
  public @Nullable ConfigurationTree module(ModuleCall call) {
    Path directory = modules.find(ModulePath.ROOT.child(call.name()), call, root, diagnostics);
    return directory == null ? null : trees.computeIfAbsent(directory, this::tree).orElse(null);
  }

  private Optional<ConfigurationTree> tree(Path directory) {
    Diagnostics own = new Diagnostics();
    ConfigurationTree tree = new TreeLoader(root, directory, true, modules, sources, own).load();
    diagnostics.addAll(own.toList());
    return own.hasErrors() ? Optional.empty() : Optional.of(tree);
  }

  /** As {@link InputValues#gather}, of the root's configuration. */
  public Map<String, InputValues.Given> inputs(
      Configuration configuration,
      Map<String, String> environment,
      List<InputValues.Option> options,
      @Nullable String folder) {
    return InputValues.gather(configuration, environment, options, folder, sources, diagnostics);
  }

  /** By file name, for source lines of diagnostics. */
  public Map<String, SourceText> texts() {
    return sources.texts();
  }

  @Override
  public void close() {
    modules.close();
  }
}
