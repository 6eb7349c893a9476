package io.planform.planner.manifest;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.SourceSnapshot;
import io.planform.planner.config.block.ConfigurationBuilder;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.json.JsonFile;
import io.planform.planner.manifest.yaml.YamlFile;
import io.planform.planner.module.FetchedModules;
import io.planform.planner.module.ModuleDirectories;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a directory as a module: its {@code *.tf}, {@code *.tf.json}, {@code *.planform.hcl} and
 * {@code *.planform.yaml} files together, in the order of their names, override files last; and the
 * modules that it calls.
 */
public final class ConfigurationLoader {
  private static final SourceRange WHOLE =
      new SourceRange("", SourcePosition.START, SourcePosition.START);

  private final Path directory;
  private final String prefix;
  private final Sources sources;
  private final Diagnostics diagnostics;

  private ConfigurationLoader(
      Path directory, String prefix, Sources sources, Diagnostics diagnostics) {
    this.directory = directory;
    this.prefix = prefix;
    this.sources = sources;
    this.diagnostics = diagnostics;
  }

  /**
   * A configuration with the texts it was read from.
   *
   * @param tree with what could be read; not to be used if there were errors
   * @param sources for source lines of diagnostics, by the file name that ranges have
   */
  public record Loaded(ConfigurationTree tree, Map<String, SourceText> sources) {

    /** All that is needed to load the same again wherever the files have gone. */
    public SourceSnapshot snapshot() {
      SortedMap<String, String> files = new TreeMap<>();
      sources.forEach((name, source) -> files.put(name, source.text()));
      Path root = tree.root().directory().toAbsolutePath().normalize();
      SequencedMap<ModulePath, String> directories = new LinkedHashMap<>();
      tree.modules()
          .forEach(
              (path, module) -> {
                Path place = root.relativize(module.directory().toAbsolutePath().normalize());
                directories.put(path, place.toString().replace('\\', '/'));
              });
      return new SourceSnapshot(files, directories);
    }
  }

  public static Loaded load(Path directory, Diagnostics diagnostics) {
    return load(directory, true, false, diagnostics);
  }

  /** As {@link #load}, with the newest modules that there are instead of those that are locked. */
  public static Loaded upgrade(Path directory, Diagnostics diagnostics) {
    return load(directory, true, true, diagnostics);
  }

  /** As {@link #load}, of a directory that may have no configuration files. */
  public static Loaded loadAny(Path directory, Diagnostics diagnostics) {
    return load(directory, false, false, diagnostics);
  }

  private static Loaded load(
      Path directory, boolean required, boolean upgrade, Diagnostics diagnostics) {
    Sources sources = new Sources(directory, diagnostics);
    try (FetchedModules modules = new FetchedModules(directory, upgrade)) {
      ConfigurationTree tree =
          new TreeLoader(directory, directory, required, modules, sources, diagnostics).load();
      return new Loaded(tree, sources.texts());
    }
  }

  /** As {@link #load}, of the files as they were: nothing is looked for and nothing is fetched. */
  public static Loaded load(Path directory, SourceSnapshot snapshot, Diagnostics diagnostics) {
    Sources sources = new Sources(directory, snapshot, diagnostics);
    ModuleDirectories modules =
        (module, _, _, _) -> {
          String place = snapshot.directories().get(module);
          return place == null ? null : directory.resolve(place).normalize();
        };
    ConfigurationTree tree =
        new TreeLoader(directory, directory, true, modules, sources, diagnostics).load();
    return new Loaded(tree, sources.texts());
  }

  /**
   * Reads the files of one directory.
   *
   * @param prefix of the files' names, as they are shown
   * @param required whether there must be any
   */
  static Configuration read(
      Path directory, String prefix, boolean required, Sources sources, Diagnostics diagnostics) {
    return new ConfigurationLoader(directory, prefix, sources, diagnostics).read(required);
  }

  private Configuration read(boolean required) {
    ConfigurationBuilder builder = new ConfigurationBuilder(diagnostics);
    List<String> files = files();
    if (files.isEmpty() && required && !diagnostics.hasErrors()) {
      diagnostics.add(
          Diagnostic.error(
                  "No configuration files",
                  "The directory "
                      + directory
                      + " has no *.tf, *.tf.json, *.planform.hcl or *.planform.yaml file.")
              .withHint("Change to the directory of the manifests, or name it."));
    }
    List<Body.Block> blocks = new ArrayList<>();
    List<Body.Block> overrides = new ArrayList<>();
    for (String file : files) {
      SourceText source = sources.read(prefix + file);
      if (source != null) {
        Body body = parse(source);
        builder.add(new Body(body.arguments(), List.of(), body.range()));
        (ManifestName.isOverride(file) ? overrides : blocks).addAll(body.blocks());
      }
    }
    List<Body.Block> merged =
        overrides.isEmpty() ? blocks : Overrides.merge(blocks, overrides, diagnostics);
    builder.add(new Body(new LinkedHashMap<>(), merged, WHOLE));
    return builder.build(directory);
  }

  private Body parse(SourceText source) {
    return switch (ManifestName.language(source.file())) {
      case HCL -> HclFile.parse(source, diagnostics);
      case JSON -> JsonFile.parse(source, diagnostics);
      case YAML -> YamlFile.parse(source, diagnostics);
    };
  }

  private List<String> files() {
    try {
      return sources.list(directory, prefix).stream()
          .filter(ManifestName::isManifest)
          .sorted()
          .toList();
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable directory", "The directory " + directory + " cannot be read."));
      return List.of();
    }
  }
}
