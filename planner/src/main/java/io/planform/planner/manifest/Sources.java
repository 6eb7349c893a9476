package io.planform.planner.manifest;

import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files that were read, each once. */
final class Sources {
  private final Path directory;
  private final Diagnostics diagnostics;
  private final Map<String, SourceText> texts = new TreeMap<>();

  Sources(Path directory, Diagnostics diagnostics) {
    this.directory = directory;
    this.diagnostics = diagnostics;
  }

  /** Reads a file as UTF-8 text; what keeps it from being read is reported. */
  @Nullable SourceText read(String name) {
    SourceText known = texts.get(name);
    if (known != null) {
      return known;
    }
    Path path = directory.resolve(name);
    try {
      SourceText source = new SourceText(name, Files.readString(path));
      texts.put(name, source);
      return source;
    } catch (CharacterCodingException e) {
      diagnostics.add(
          Diagnostic.error("Invalid file encoding", "The file " + name + " is not UTF-8 text."));
    } catch (IOException e) {
      diagnostics.add(Diagnostic.error("Unreadable file", "The file " + name + " cannot be read."));
    }
    return null;
  }

  Map<String, SourceText> texts() {
    return Map.copyOf(texts);
  }
}
