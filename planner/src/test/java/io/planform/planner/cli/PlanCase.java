package io.planform.planner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A root module that changes from step to step, and what is said of each.
 *
 * <p>In a file of cases, {@code == name} begins one. {@code -- FILE --} begins the text of a file,
 * which is written when its turn comes; an empty one deletes the file. {@code -- $ plan -target=x
 * --} runs a command. {@code -- terraform --} and {@code -- planform --} are the outcomes; there is
 * none of ours where it is Terraform's.
 *
 * @param steps files and commands in the order of the case
 */
record PlanCase(String name, List<Step> steps, String terraform, String planform) {
  private static final Pattern SECTION = Pattern.compile("-- (.+) --\\s*");

  /** A file with its text, or a command behind {@code $}. */
  record Step(String title, String text) {
    boolean isCommand() {
      return title.startsWith("$ ");
    }

    List<String> arguments() {
      return List.of(title.substring(2).split(" ", -1));
    }

    void write(Path directory) throws IOException {
      Path file = directory.resolve(title);
      Files.createDirectories(file.getParent());
      if (text.isEmpty()) {
        Files.delete(file);
      } else {
        Files.writeString(file, text);
      }
    }
  }

  static List<PlanCase> read(Path file) throws IOException {
    List<PlanCase> cases = new ArrayList<>();
    for (String text : Files.readString(file).split("(?m)^== ", -1)) {
      if (!text.isEmpty()) {
        cases.add(parse(text));
      }
    }
    return cases;
  }

  private static PlanCase parse(String text) {
    List<Step> steps = new ArrayList<>();
    String terraform = "";
    String planform = "";
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
      switch (section.group(1)) {
        case "terraform" -> terraform = body;
        case "planform" -> planform = body;
        default -> steps.add(new Step(section.group(1), body));
      }
    }
    return new PlanCase(lines.getFirst().strip(), List.copyOf(steps), terraform, planform);
  }

  PlanCase with(String newTerraform, String ours) {
    return new PlanCase(name, steps, newTerraform, ours.equals(newTerraform) ? "" : ours);
  }

  /** As it stands in a file of cases. */
  String text() {
    StringBuilder text = new StringBuilder("== " + name + "\n");
    steps.forEach(step -> text.append("-- " + step.title() + " --\n" + step.text()));
    text.append("-- terraform --\n" + terraform);
    return planform.isEmpty() ? text.toString() : text + "-- planform --\n" + planform;
  }

  String ours() {
    return planform.isEmpty() ? terraform : planform;
  }
}
