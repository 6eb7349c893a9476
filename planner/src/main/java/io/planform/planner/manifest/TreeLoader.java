package io.planform.planner.manifest;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.module.ModuleDirectories;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Follows module calls. A directory is read once, however often it is called. */
final class TreeLoader {
  /** Calls that call modules twice, which call modules twice, and so on, must come to an end. */
  private static final int MOST_MODULES = 10_000;

  private final Path base;
  private final Path root;
  private final boolean required;
  private final ModuleDirectories directories;
  private final Sources sources;
  private final Diagnostics diagnostics;
  private final Map<Path, Configuration> read = new HashMap<>();
  private final SequencedMap<ModulePath, Configuration> modules = new LinkedHashMap<>();
  private final Deque<Called> open = new ArrayDeque<>();
  private boolean full;

  /**
   * @param base against which files are named
   * @param required whether the root must have configuration files
   */
  TreeLoader(
      Path base,
      Path root,
      boolean required,
      ModuleDirectories directories,
      Sources sources,
      Diagnostics diagnostics) {
    this.base = base;
    this.root = root;
    this.required = required;
    this.directories = directories;
    this.sources = sources;
    this.diagnostics = diagnostics;
  }

  /**
   * @param callers directories of the modules that lead here, this one's included
   */
  private record Called(ModulePath path, Path directory, Set<Path> callers) {}

  ConfigurationTree load() {
    open.add(new Called(ModulePath.ROOT, root, Set.of(absolute(root))));
    while (!open.isEmpty()) {
      Called module = open.remove();
      Configuration configuration =
          read.computeIfAbsent(absolute(module.directory()), _ -> read(module.directory()));
      modules.put(module.path(), configuration);
      configuration.calls().values().forEach(call -> follow(module, call));
    }
    return diagnostics.hasErrors()
        ? ConfigurationTree.unchecked(modules)
        : ConfigurationTree.of(modules, diagnostics);
  }

  private Configuration read(Path directory) {
    String relative = absolute(base).relativize(absolute(directory)).toString().replace('\\', '/');
    String prefix = relative.isEmpty() ? "" : relative + "/";
    boolean needed = required || !absolute(directory).equals(absolute(root));
    return ConfigurationLoader.read(directory, prefix, needed, sources, diagnostics);
  }

  private void follow(Called caller, ModuleCall call) {
    ModulePath path = caller.path().child(call.name());
    if (full || call.source().isEmpty()) {
      return;
    }
    Path directory = directories.find(path, call, caller.directory(), diagnostics);
    if (directory == null) {
      return;
    }
    if (caller.callers().contains(absolute(directory))) {
      diagnostics.add(
          Diagnostic.error(
              "Circle of module calls",
              path + " would call a module that leads to itself: there would be no end of it.",
              call.sourceRange()));
      return;
    }
    if (modules.size() + open.size() >= MOST_MODULES) {
      diagnostics.add(
          Diagnostic.error(
              "Too many modules",
              "More than " + MOST_MODULES + " modules are called, directly or by others.",
              call.range()));
      full = true;
      open.clear();
      return;
    }
    Set<Path> callers = new HashSet<>(caller.callers());
    callers.add(absolute(directory));
    open.add(new Called(path, directory, callers));
  }

  private static Path absolute(Path directory) {
    return directory.toAbsolutePath().normalize();
  }
}
