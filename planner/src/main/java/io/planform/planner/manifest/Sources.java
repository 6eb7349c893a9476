package io.planform.planner.manifest;

import io.planform.planner.config.SourceSnapshot;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that were read, each once. */
final class Sources {
  private final Path directory;
  private final @Nullable SourceSnapshot snapshot;
  private final Diagnostics diagnostics;
  private final Map<String, SourceText> texts = new TreeMap<>();

  Sources(Path directory, Diagnostics diagnostics) {
    this(directory, null, diagnostics);
  }

  /**
   * @param snapshot to be read instead of the files there are now; null for those
   */
  Sources(Path directory, @Nullable SourceSnapshot snapshot, Diagnostics diagnostics) {
    this.directory = directory;
    this.snapshot = snapshot;
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
      SourceText source = new SourceText(name, text(name, path));
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

  private String text(String name, Path path) throws IOException {
    String text = snapshot == null ? null : snapshot.files().get(name);
    return text == null ? Files.readString(path) : text;
  }

  /** Names of the files of a directory, links included. */
  List<String> list(Path folder, String prefix) throws IOException {
    if (snapshot != null) {
      return snapshot.files().subMap(prefix, prefix + Character.MAX_VALUE).keySet().stream()
          .filter(name -> name.indexOf('/', prefix.length()) < 0)
          .map(name -> name.substring(prefix.length()))
          .toList();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !Files.isDirectory(entry))
          .map(entry -> entry.getFileName().toString())
          .toList();
    }
  }

  Map<String, SourceText> texts() {
    return Map.copyOf(texts);
  }
}
