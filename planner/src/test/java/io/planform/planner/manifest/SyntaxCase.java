package io.planform.planner.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A small module with what Terraform and Planform say about it.
 *
 * <p>In a file of cases, {@code == name} begins one. Sections follow: {@code -- FILE --} holds a
 * file's text ({@code crlf} and {@code bom} behind its name ask for such), {@code -- expression --}
 * what the local value {@code x} is in a {@code main.tf}; text right below the name is {@code
 * main.tf}. {@code -- terraform --} and {@code -- planform --} are the outcomes: {@code =>} with
 * the JSON of {@code local.x}, or a line {@code !! file:line:column summary} for every error.
 */
public record SyntaxCase(
    String name, SequencedMap<String, String> files, String terraform, String planform) {

  public static List<SyntaxCase> read(Path file) throws IOException {
    List<SyntaxCase> cases = new ArrayList<>();
    String name = null;
    String section = "main.tf";
    SequencedMap<String, StringBuilder> sections = new LinkedHashMap<>();
    for (String line : Files.readString(file).split("(?<=\n)", -1)) {
      if (line.startsWith("== ")) {
        if (name != null) {
          cases.add(of(name, sections));
        }
        name = line.substring(3).strip();
        section = "main.tf";
        sections = new LinkedHashMap<>();
      } else if (name != null && line.matches("-- .+ --\\s*")) {
        section = line.strip().substring(3, line.strip().length() - 3);
        sections.put(section, new StringBuilder());
      } else if (name != null) {
        sections.computeIfAbsent(section, _ -> new StringBuilder()).append(line);
      }
    }
    cases.add(of(String.valueOf(name), sections));
    return cases;
  }

  private static SyntaxCase of(String name, Map<String, StringBuilder> sections) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    sections.forEach((key, text) -> files.put(key, text.toString()));
    String terraform = files.remove("terraform");
    String planform = files.remove("planform");
    return new SyntaxCase(
        name, files, terraform == null ? "" : terraform, planform == null ? "" : planform);
  }

  /** Makes the module's files. */
  public void write(Path directory) throws IOException {
    for (Map.Entry<String, String> entry : files.entrySet()) {
      String[] key = entry.getKey().split(" ", -1);
      String text = entry.getValue();
      if (key[0].equals("expression")) {
        key[0] = "main.tf";
        text = "locals {\n  x = " + text.strip() + "\n}\n";
      }
      for (int i = 1; i < key.length; i++) {
        text =
            switch (key[i]) {
              case "crlf" -> text.replace("\n", "\r\n");
              case "bom" -> "\uFEFF" + text;
              default -> throw new IllegalArgumentException(key[i]);
            };
      }
      Path file = directory.resolve(key[0]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  public SyntaxCase with(String newTerraform, String newPlanform) {
    return new SyntaxCase(name, files, newTerraform, newPlanform);
  }

  /** As it stands in a file of cases. */
  public String text() {
    StringBuilder text = new StringBuilder("== " + name + "\n");
    files.forEach(
        (file, content) -> {
          if (!file.equals("main.tf") || !files.firstEntry().getKey().equals(file)) {
            text.append("-- ").append(file).append(" --\n");
          }
          text.append(content);
        });
    return text + "-- terraform --\n" + terraform + "-- planform --\n" + planform;
  }
}
