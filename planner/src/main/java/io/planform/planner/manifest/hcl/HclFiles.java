package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Finds files of HCL that are no manifests: rules of one kind or another. */
public final class HclFiles {
  private HclFiles() {}

  /**
   * A file, or those of a directory.
   *
   * @param base against which the place is resolved
   * @param suffix of names in a directory: {@code .policy.hcl}
   * @return texts by their names as seen from {@code base}, sorted
   */
  public static SequencedMap<String, SourceText> read(
      Path base, String place, String suffix, Diagnostics diagnostics) {
    SequencedMap<String, SourceText> files = new LinkedHashMap<>();
    try {
      Path path = base.resolve(place);
      if (!Files.isDirectory(path)) {
        read(place, path, files, diagnostics);
        return files;
      }
      try (Stream<Path> entries = Files.list(path)) {
        for (Path entry : entries.sorted().toList()) {
          String name = entry.getFileName().toString();
          if (name.endsWith(suffix) && !name.startsWith(".") && !Files.isDirectory(entry)) {
            read(Path.of(place).resolve(name).normalize().toString(), entry, files, diagnostics);
          }
        }
      }
    } catch (InvalidPathException | IOException _) {
      diagnostics.add(Diagnostic.error("Unreadable file", "\"" + place + "\" cannot be read."));
    }
    return files;
  }

  private static void read(
      String name, Path path, SequencedMap<String, SourceText> files, Diagnostics diagnostics)
      throws IOException {
    try {
      files.put(name, new SourceText(name, Files.readString(path)));
    } catch (CharacterCodingException _) {
      diagnostics.add(
          Diagnostic.error("Invalid file encoding", "The file " + name + " is not UTF-8 text."));
    }
  }
}
