package io.planform.planner.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of {@code src/test/resources/format}: cases of a text and what {@code terraform fmt} of
 * Terraform 1.11.4 makes of it. Each begins with a line {@code === NAME}; the result stands behind
 * a line {@code ---}.
 */
record FormatCases(Path file, List<Case> cases) {
  private static final Path FOLDER = Path.of("src/test/resources/format");

  record Case(String name, String source, String formatted) {}

  static List<FormatCases> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(FormatCases::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FormatCases read(Path file) {
    try {
      List<Case> cases = new ArrayList<>();
      for (String part : Files.readString(file).split("(?m)^=== ", -1)) {
        if (!part.isEmpty()) {
          String[] lines = part.split("\n", 2);
          String[] texts = lines[1].split("(?m)^---\n", 2);
          cases.add(new Case(lines[0], texts[0], texts[1]));
        }
      }
      return new FormatCases(file, cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Case one : cases) {
      text.append("=== ").append(one.name()).append('\n').append(one.source());
      text.append("---\n").append(one.formatted());
    }
    Files.writeString(file, text);
  }
}
