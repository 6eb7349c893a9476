package io.planform.planner.format;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files that have a layout: those in HCL. */
public final class FormattedFiles {
  private static final List<String> SUFFIXES =
      List.of(".tf", ".tfvars", ".tftest.hcl", ".tfmock.hcl", ".policy.hcl", ".planform.hcl");

  private final Path base;
  private final boolean recursive;
  private final Diagnostics diagnostics;
  private final List<Path> found = new ArrayList<>();

  private FormattedFiles(Path base, boolean recursive, Diagnostics diagnostics) {
    this.base = base;
    this.recursive = recursive;
    this.diagnostics = diagnostics;
  }

  /**
   * Files that are named, and those in directories that are named, in the order of their names.
   *
   * @param base against which paths are resolved
   * @param recursive whether directories below count as well; hidden ones never do
   * @return paths as they were named, relative to the base where those were
   */
  public static List<Path> find(
      Path base, List<Path> named, boolean recursive, Diagnostics diagnostics) {
    FormattedFiles files = new FormattedFiles(base, recursive, diagnostics);
    named.forEach(path -> files.add(path.normalize()));
    return files.found;
  }

  private void add(Path path) {
    Path absolute = base.resolve(path);
    if (Files.isDirectory(absolute)) {
      addDirectory(path);
    } else if (!Files.exists(absolute)) {
      diagnostics.add(
          Diagnostic.error("No such file or directory", "There is nothing at " + path + "."));
    } else if (hasLayout(path)) {
      found.add(path);
    } else {
      diagnostics.add(
          Diagnostic.error(
              "Not a file that fmt knows",
              path
                  + " is none of *"
                  + String.join(", *", SUFFIXES)
                  + "; other files stay as they are."));
    }
  }

  private void addDirectory(Path directory) {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(base.resolve(directory))) {
      entries = listed.map(Path::getFileName).sorted().toList();
    } catch (IOException _) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable directory", "The directory " + directory + " cannot be read."));
      return;
    }
    for (Path entry : entries) {
      Path path = directory.resolve(entry);
      if (isIgnored(entry.toString())) {
        continue;
      }
      if (!Files.isDirectory(base.resolve(path))) {
        if (hasLayout(path)) {
          found.add(path);
        }
      } else if (recursive && !Files.isSymbolicLink(base.resolve(path))) {
        addDirectory(path);
      }
    }
  }

  private static boolean hasLayout(Path path) {
    return SUFFIXES.stream().anyMatch(path.toString()::endsWith);
  }

  /** Hidden files and what editors leave behind. */
  private static boolean isIgnored(String name) {
    return name.startsWith(".")
        || name.endsWith("~")
        || (name.startsWith("#") && name.endsWith("#"));
  }
}
