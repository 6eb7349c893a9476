package io.planform.planner.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives the source line a diagnostic points at. */
@FunctionalInterface
public interface SourceLines {

  /** The line, 1-based, without its end; null where it cannot be had. */
  @Nullable String line(String file, int number);

  /** Reads files below a directory, each once. */
  static SourceLines below(Path directory) {
    Map<String, List<String>> files = new ConcurrentHashMap<>();
    return (file, number) -> {
      List<String> lines = files.computeIfAbsent(file, name -> read(directory.resolve(name)));
      return number >= 1 && number <= lines.size() ? lines.get(number - 1) : null;
    };
  }

  private static List<String> read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
