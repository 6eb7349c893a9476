package io.planform.planner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What both tools say of tests, without what only one of them says: of diagnostics the summary and
 * the place, of JSON no times and no schemas of providers; diagnostics in a row in no order.
 */
final class TestWords {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern PROGRESS =
      Pattern.compile("(\\S+\\.tftest\\.\\w+|  run \".*\")\\.\\.\\. .*|(Success|Failure)! .*");
  private static final Pattern DIAGNOSTIC =
      Pattern.compile(
          "(?m)^(Error|Warning): (.*)(?:\n\n(?:  with .*\n)?  on (\\S+?)(?: line |:)(\\d+))?");
  private static final Pattern LEFT = Pattern.compile("(?m)^  - (\\S+).*");

  private TestWords() {}

  static String of(String said) {
    return said.startsWith("{\"@level") ? json(said) : human(said);
  }

  private static String human(String said) {
    List<String> words = new ArrayList<>();
    StringBuilder shown = new StringBuilder();
    for (String line : said.lines().toList()) {
      if (PROGRESS.matcher(line).matches()) {
        words.add(line);
        shown.append('\n');
      } else {
        shown.append(line).append('\n');
      }
    }
    String rest = shown.toString();
    List<String> found =
        DIAGNOSTIC
            .matcher(rest)
            .results()
            .map(
                one ->
                    one.group(1)
                        + ": "
                        + one.group(2)
                        + (one.group(3) == null
                            ? ""
                            : " (" + one.group(3) + ":" + one.group(4) + ")"))
            .sorted()
            .toList();
    words.addAll(found);
    LEFT.matcher(rest).results().map(one -> "left " + one.group(1)).sorted().forEach(words::add);
    return words.stream().map(word -> word + "\n").collect(Collectors.joining());
  }

  private static String json(String said) {
    StringBuilder words = new StringBuilder();
    List<String> diagnostics = new ArrayList<>();
    for (String line : said.lines().toList()) {
      try {
        ObjectNode event = (ObjectNode) JSON.readTree(ID.matcher(line).replaceAll("ID"));
        String type = event.path("type").asText();
        if (type.equals("diagnostic")) {
          diagnostics.add(diagnostic(event));
          continue;
        }
        end(diagnostics, words);
        if (!type.equals("version")) {
          words.append(sorted(plain(event, type))).append('\n');
        }
      } catch (IOException e) {
        throw new AssertionError(line, e);
      }
    }
    end(diagnostics, words);
    return words.toString();
  }

  private static void end(List<String> diagnostics, StringBuilder words) {
    diagnostics.stream().sorted().forEach(one -> words.append(one).append('\n'));
    diagnostics.clear();
  }

  private static ObjectNode plain(ObjectNode event, String type) {
    event.remove(List.of("@timestamp", "@module"));
    if (type.equals("test_cleanup")) {
      event.remove("@message");
      List<String> left = new ArrayList<>();
      event
          .get(type)
          .get("failed_resources")
          .forEach(one -> left.add(one.get("instance").asText()));
      event.put(type, left.stream().sorted().collect(Collectors.joining(" ")));
    }
    if (event.get(type) instanceof ObjectNode body) {
      body.remove(List.of("relevant_attributes", "provider_format_version", "provider_schemas"));
      for (JsonNode resource : body.findParents("depends_on")) {
        ((ObjectNode) resource).remove("depends_on");
      }
    }
    return event;
  }

  private static String diagnostic(ObjectNode event) throws IOException {
    event.remove(List.of("@timestamp", "@module", "@message", "@level"));
    ObjectNode diagnostic = (ObjectNode) event.get("diagnostic");
    String summary = diagnostic.get("summary").asText();
    JsonNode range = diagnostic.path("range");
    event.put(
        "diagnostic",
        diagnostic.get("severity").asText()
            + ": "
            + summary
            + " "
            + range.path("filename").asText()
            + ":"
            + range.path("start").path("line").asInt()
            + (summary.equals("Test assertion failed")
                ? " " + firstLine(diagnostic.get("detail").asText())
                : ""));
    return sorted(event);
  }

  private static String firstLine(String text) {
    Matcher line = Pattern.compile("(?s)(.*?)(\n.*)?").matcher(text);
    return line.matches() ? line.group(1) : text;
  }

  private static String sorted(JsonNode node) throws IOException {
    return JSON.writeValueAsString(JSON.treeToValue(node, Object.class));
  }
}
