package io.planform.planner.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalLinesTest {
  private static final NameCompleter NAMES =
      new NameCompleter(
          List.of("var.region", "var.replicas", "local.tags", "fake_thing.base"),
          List.of("replace", "cidrhost"),
          object -> object.equals("fake_thing.base[0]") ? List.of("id", "name") : List.of());

  @TempDir Path directory;

  @Test
  void textsGoOnWhileTheyAreNotWhole() throws IOException {
    assertEquals(List.of("1 + 1", "[\n1,\n]"), typed("1 + 1\n[\n1,\n]\n"));
  }

  @Test
  void exclamationMarksAreOperators() throws IOException {
    assertEquals(List.of("!true", "1 != 2"), typed("!true\n1 != 2\n"));
  }

  @Test
  void whatWasTypedIsKeptForItsOwnerOnly() throws IOException {
    Path history = directory.resolve("home/history");

    typed("var.region\n");

    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
    assertEquals(1, Files.readString(history).split("var.region", -1).length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "var.re,              var.region|var.replicas",
    "1 + loc,             local.tags",
    "upper(var.reg,       var.region",
    "re,                  replace(",
    "fake_thing.base[0].n,fake_thing.base[0].name",
    "x[var.reg,           var.region",
    "nothing,             ''",
  })
  void completesNamesFunctionsAndAttributes(String line, String expected) throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    try (Terminal terminal = terminal("")) {
      LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
      NAMES.complete(reader, TypedLine.of(line, line.length()), candidates);
    }

    assertEquals(expected, String.join("|", candidates.stream().map(Candidate::value).toList()));
  }

  private List<String> typed(String keys) throws IOException {
    List<String> texts = new ArrayList<>();
    try (TerminalLines lines =
        new TerminalLines(
            terminal(keys),
            directory.resolve("home/history"),
            text -> text.indexOf('[') < 0 || text.indexOf(']') > 0,
            NAMES)) {
      for (String text = lines.next(); text != null; text = lines.next()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static Terminal terminal(String keys) throws IOException {
    return new DumbTerminal(
        new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
        new ByteArrayOutputStream());
  }
}
