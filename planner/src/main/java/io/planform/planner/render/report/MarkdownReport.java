package io.planform.planner.render.report;

import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.render.Phrases;
import io.planform.planner.render.PlanRenderer;
import io.planform.planner.render.text.Mark;
import io.planform.planner.render.text.Palette;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A plan in Markdown: counts, what is destroyed, and a part to unfold for each object. */
final class MarkdownReport {
  private static final Pattern MARKED = Pattern.compile("( *)(-/\\+|\\+/-|<=|[-+~.])( .*)?");

  private final Plan plan;
  private final PlanRenderer words = new PlanRenderer(Palette.PLAIN);
  private final StringBuilder text = new StringBuilder();

  MarkdownReport(Plan plan) {
    this.plan = plan;
  }

  String render() {
    String target = plan.target().isEmpty() ? "local" : plan.target();
    text.append("### ").append(words.summary(plan).lines().findFirst().orElse("")).append("\n\n");
    text.append("Target: ").append(Markdown.code(target)).append('\n');
    List<ResourceChange> changes = plan.changes().stream().filter(plan::isChange).toList();
    List<ResourceChange> destroyed =
        changes.stream().filter(change -> change.action().destroys()).toList();
    if (!destroyed.isEmpty()) {
      text.append("\n> **Destroys:** ")
          .append(
              destroyed.stream()
                  .map(change -> Markdown.code(PlanRenderer.name(change)))
                  .collect(Collectors.joining(", ")))
          .append('\n');
    }
    unfold("Changed outside of Planform", words.drift(plan));
    if (plan.mode() != Plan.Mode.REFRESH_ONLY) {
      changes.forEach(this::object);
    }
    unfold("Outputs", words.outputs(plan));
    return text.toString();
  }

  private void object(ResourceChange change) {
    unfold(
        "<code>"
            + Html.escaped(Mark.of(change.action()).symbol().strip())
            + "</code> <code>"
            + Html.escaped(PlanRenderer.name(change))
            + "</code> "
            + Html.escaped(Phrases.header(change)),
        words.object(plan, change).stripTrailing());
  }

  /**
   * @param summary HTML
   */
  private void unfold(String summary, String content) {
    if (content.isEmpty()) {
      return;
    }
    String fence = Markdown.fence(content);
    text.append("\n<details><summary>").append(summary).append("</summary>\n\n");
    text.append(fence).append("diff\n");
    content.lines().forEach(line -> text.append(diffLine(line)).append('\n'));
    text.append(fence).append("\n\n</details>\n");
  }

  /** What colours differences looks at the first column only, and knows {@code !} for a change. */
  private static String diffLine(String line) {
    Matcher marked = MARKED.matcher(line);
    if (!marked.matches()) {
      return " " + line;
    }
    String first =
        switch (marked.group(2)) {
          case "+" -> "+";
          case "-", "-/+", "+/-" -> "-";
          case "~" -> "!";
          default -> " ";
        };
    return first + line;
  }
}
