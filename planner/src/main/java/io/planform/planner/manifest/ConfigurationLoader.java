package io.planform.planner.manifest;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.ConfigurationBuilder;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.yaml.YamlFile;
import io.planform.planner.module.LocalModules;
import io.planform.planner.module.ModuleDirectories;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads a directory as a module: its {@code *.tf}, {@code *.planform.hcl} and {@code
 * *.planform.yaml} files together, in the order of their names; and the modules that it calls.
 */
public final class ConfigurationLoader {
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
  public record Loaded(ConfigurationTree tree, Map<String, SourceText> sources) {}

  public static Loaded load(Path directory, Diagnostics diagnostics) {
    return load(directory, true, new LocalModules(), diagnostics);
  }

  /** As {@link #load}, of a directory that may have no configuration files. */
  public static Loaded loadAny(Path directory, Diagnostics diagnostics) {
    return load(directory, false, new LocalModules(), diagnostics);
  }

  private static Loaded load(
      Path directory, boolean required, ModuleDirectories modules, Diagnostics diagnostics) {
    Sources sources = new Sources(directory, diagnostics);
    ConfigurationTree tree =
        new TreeLoader(directory, required, modules, sources, diagnostics).load();
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
                      + " has no *.tf, *.planform.hcl or *.planform.yaml file.")
              .withHint("Change to the directory of the manifests, or name it."));
    }
    for (String file : files) {
      SourceText source = sources.read(prefix + file);
      if (source != null) {
        builder.add(parse(source));
      }
    }
    return builder.build(directory);
  }

  private Body parse(SourceText source) {
    return source.file().endsWith(".yaml")
        ? YamlFile.parse(source, diagnostics)
        : HclFile.parse(source, diagnostics);
  }

  private List<String> files() {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !Files.isDirectory(entry))
          .map(entry -> entry.getFileName().toString())
          .filter(this::isManifest)
          .sorted()
          .toList();
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable directory", "The directory " + directory + " cannot be read."));
      return List.of();
    }
  }

  private boolean isManifest(String name) {
    if (name.startsWith(".") || name.startsWith("#") || name.endsWith("~")) {
      return false;
    }
    if (name.endsWith(".tf.json")) {
      refuse(name, "JSON files", "Write it in HCL or YAML.");
      return false;
    }
    boolean manifest =
        name.endsWith(".tf") || name.endsWith(".planform.hcl") || name.endsWith(".planform.yaml");
    String stem = name.split("\\.", 2)[0];
    if (manifest && (stem.equals("override") || stem.endsWith("_override"))) {
      refuse(name, "override files", "Change what it overrides, in place.");
      return false;
    }
    return manifest;
  }

  private void refuse(String name, String what, String instead) {
    diagnostics.add(
        Diagnostic.error(
            "Not supported yet",
            "This version does not support " + what + ", and there is " + name + ". " + instead));
  }
}
