package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Commands in a directory, one after the other, and what each of them prints.
 *
 * <p>In a file of transcripts, {@code == name} begins one. {@code -- FILE --} begins the text of a
 * file, which is written when its turn comes. {@code -- $ plan 'a b' --} begins what a command
 * prints, standard output before standard error, and its exit code in brackets; {@code -- $ cat
 * FILE --} the text of a file. {@code -- # apply --} runs a command that must succeed, whatever it
 * prints.
 *
 * @param steps in the order of the transcript
 */
record Transcript(String name, List<Step> steps) {
  private static final Pattern SECTION = Pattern.compile("-- (.+) --\\s*");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** What is different each time, or with each version. */
  private static final Pattern CHANGING =
      Pattern.compile("\"@timestamp\":\"[^\"]*\",|\\{[^\n]*\"type\":\"version\"\\}\n");

  /** A file with its text, or a command behind {@code $} with what it printed. */
  record Step(String title, String text) {
    boolean isCommand() {
      return title.startsWith("$ ");
    }

    List<String> words() {
      return WORD.matcher(title.substring(2))
          .results()
          .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
          .toList();
    }
  }

  static List<Transcript> read(Path file) throws IOException {
    List<Transcript> all = new ArrayList<>();
    for (String text : Files.readString(file).split("(?m)^== ", -1)) {
      if (!text.isEmpty()) {
        all.add(parse(text));
      }
    }
    return all;
  }

  private static Transcript parse(String text) {
    List<Step> steps = new ArrayList<>();
    List<String> lines = text.lines().toList();
    int at = 1;
    while (at < lines.size()) {
      Matcher section = SECTION.matcher(lines.get(at++));
      if (!section.matches()) {
        throw new IllegalArgumentException(lines.get(at - 1));
      }
      int from = at;
      while (at < lines.size() && !SECTION.matcher(lines.get(at)).matches()) {
        at++;
      }
      String body =
          lines.subList(from, at).stream().map(line -> line + "\n").collect(Collectors.joining());
      steps.add(new Step(section.group(1), body));
    }
    return new Transcript(lines.getFirst().strip(), List.copyOf(steps));
  }

  /** Does it all again in an empty directory. */
  Transcript replay(Path directory, ShellFixture shell) throws IOException {
    List<Step> done = new ArrayList<>();
    for (Step step : steps) {
      if (step.title().startsWith("# ")) {
        assertEquals(0, shell.run(step.words().toArray(String[]::new)), shell.err());
        done.add(step);
      } else if (!step.isCommand()) {
        Path file = directory.resolve(step.title());
        Files.createDirectories(file.getParent());
        Files.writeString(file, step.text());
        done.add(step);
      } else if (step.words().getFirst().equals("cat")) {
        done.add(
            new Step(step.title(), Files.readString(directory.resolve(step.words().getLast()))));
      } else {
        int code = shell.run(step.words().toArray(String[]::new));
        String said =
            CHANGING
                .matcher((shell.out() + shell.err()).replace(directory.toString(), "DIRECTORY"))
                .replaceAll("");
        String end = said.isEmpty() || said.endsWith("\n") ? "" : "\n";
        done.add(new Step(step.title(), said + end + "[" + code + "]\n"));
      }
    }
    return new Transcript(name, done);
  }

  /** As it stands in a file of transcripts. */
  String text() {
    StringBuilder text = new StringBuilder("== " + name + "\n");
    steps.forEach(step -> text.append("-- " + step.title() + " --\n" + step.text()));
    return text.toString();
  }
}
