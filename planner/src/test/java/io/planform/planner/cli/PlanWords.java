package io.planform.planner.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What both tools say of a plan or an apply, without what only one of them says: lines of progress,
 * the sentences around, and identifiers, which differ each time.
 */
final class PlanWords {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DEPOSED = Pattern.compile("(deposed object )[0-9a-f]{8}");
  private static final Pattern PROGRESS =
      Pattern.compile(
          "(?m)^\\S+( \\((local-exec|deposed object \\S+)\\))?: (Execut|Refreshing|Import|Reading|Read |Still|Creating|Creation|Modif|Destr|Provis|Prepa).*\n");
  private static final Pattern DIAGNOSTIC =
      Pattern.compile(
          "(?m)^(Error|Warning): (.*)(?:\n\n(?:  with .*\n)?  on (\\S+?)(?: line |:)(\\d+))?");
  private static final Pattern OURS =
      Pattern.compile("(?m)^Target: .*\n\n?|^Destroys: .*\n|^Plan: .*\n(?=[^$]*^Plan: )");
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?s)^(Note: Objects have changed|Resource actions are|Planform will perform|No changes|"
              + "Changes to Outputs:|Plan: |Apply complete|Destroy complete| (?! *(on|with) )).*");
  private static final Pattern LEGEND =
      Pattern.compile("(?s)^.*(?=Resource actions are indicated)");

  private PlanWords() {}

  static String of(String said, String reported) {
    List<String> found = diagnostics((said + reported).replace("Terraform", "Planform"));
    if (found.stream().anyMatch(each -> each.startsWith("Error"))) {
      return String.join("\n", found) + "\n";
    }
    String text = said.replace("Terraform", "Planform");
    text = PROGRESS.matcher(text).replaceAll("");
    text = OURS.matcher(text).replaceAll("");
    text = ID.matcher(text).replaceAll("ID");
    text = DEPOSED.matcher(text).replaceAll("$1KEY");
    List<String> kept = new ArrayList<>();
    for (String paragraph : text.split("\n\n+", -1)) {
      String bare = LEGEND.matcher(paragraph.replaceAll("^\n+", "")).replaceAll("");
      if (SENTENCE.matcher(bare).matches()) {
        kept.add(bare.stripTrailing());
      }
    }
    kept.addAll(found);
    return String.join("\n\n", kept) + "\n";
  }

  /** Once each: a place can be told of several instances. */
  private static List<String> diagnostics(String said) {
    return DIAGNOSTIC
        .matcher(said.replaceAll("(?m)^[╷│╵] ?", ""))
        .results()
        .map(PlanWords::diagnostic)
        .sorted()
        .collect(Collectors.toList());
  }

  private static String diagnostic(MatchResult found) {
    String place = Objects.requireNonNullElse(found.group(3), "");
    return found.group(1)
        + ": "
        + found.group(2)
        + (place.isEmpty() ? "" : " (" + place + ":" + found.group(4) + ")");
  }
}
