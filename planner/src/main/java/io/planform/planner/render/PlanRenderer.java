package io.planform.planner.render;

import io.planform.planner.plan.Action;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Mark;
import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a plan in Terraform's words. */
public final class PlanRenderer {
  private final Palette palette;

  public PlanRenderer(Palette palette) {
    this.palette = palette;
  }

  public String render(Plan plan) {
    Lines lines = new Lines(palette);
    lines.plain("Target: " + (plan.target().isEmpty() ? "local" : plan.target())).blank();
    drift(plan, lines);
    if (plan.isEmpty()) {
      if (plan.mode() != Plan.Mode.REFRESH_ONLY || plan.moved().isEmpty()) {
        nothing(plan, lines);
      }
      return lines.toString();
    }
    List<ResourceChange> changes = plan.changes().stream().filter(plan::isChange).toList();
    if (!changes.isEmpty() && plan.mode() != Plan.Mode.REFRESH_ONLY) {
      summary(plan, lines).blank();
      legend(changes, lines);
      lines
          .plain(
              plan.errored()
                  ? "Planform planned the following actions, but then encountered a problem:"
                  : "Planform will perform the following actions:")
          .blank();
      changes.forEach(change -> resource(plan, change, lines));
      summary(plan, lines);
    }
    outputs(plan, lines);
    return lines.toString();
  }

  /** What is said of one object. */
  public String object(Plan plan, ResourceChange change) {
    Lines lines = new Lines(palette);
    resource(plan, change, lines);
    return lines.toString();
  }

  /** What changed outside; empty if nothing did. */
  public String drift(Plan plan) {
    Lines lines = new Lines(palette);
    drift(plan, lines);
    return lines.toString().strip();
  }

  /** Empty if no output changes. */
  public String outputs(Plan plan) {
    Lines lines = new Lines(palette);
    outputs(plan, lines);
    return lines.toString().strip();
  }

  public String summary(Plan plan) {
    if (plan.isEmpty()) {
      return nothing(plan);
    }
    String counts = summary(plan, new Lines(palette)).toString().strip();
    return plan.errored() ? counts + " Planning failed: this is not all of it." : counts;
  }

  private void nothing(Plan plan, Lines lines) {
    lines.plain(palette.paint(plan.errored() ? Ink.ERROR : Ink.ADD, nothing(plan)));
  }

  private static String nothing(Plan plan) {
    if (plan.errored()) {
      return "Planning failed. Planform encountered an error while generating this plan.";
    }
    return switch (plan.mode()) {
      case NORMAL -> "No changes. Your infrastructure matches the configuration.";
      case REFRESH_ONLY -> "No changes. Your infrastructure still matches the configuration.";
      case DESTROY -> "No changes. No objects need to be destroyed.";
    };
  }

  private void legend(List<ResourceChange> changes, Lines lines) {
    Set<Mark> used = EnumSet.noneOf(Mark.class);
    changes.forEach(change -> used.add(Mark.of(change.action())));
    used.removeAll(Set.of(Mark.NONE, Mark.FORGET));
    if (changes.stream().allMatch(change -> change.action() == Action.NO_OP)) {
      return;
    }
    lines.plain("Resource actions are indicated with the following symbols:");
    used.forEach(mark -> lines.plain(mark.in(palette, 3) + " " + mark.meaning()));
    lines.blank();
  }

  /** Counts, and the name of everything that will not be there any more. */
  private Lines summary(Plan plan, Lines lines) {
    Plan.Counts counts = plan.counts();
    lines.plain(
        palette.paint(Ink.STRONG, "Plan:")
            + (counts.imported() == 0 ? " " : " %d to import, ".formatted(counts.imported()))
            + "%d to add, %d to change, %d to destroy."
                .formatted(counts.add(), counts.change(), counts.destroy()));
    String destroys =
        plan.changes().stream()
            .filter(change -> change.action().destroys())
            .map(PlanRenderer::name)
            .collect(Collectors.joining(", "));
    if (!destroys.isEmpty()) {
      lines.plain(palette.paint(Ink.REMOVE, "Destroys:") + " " + destroys);
    }
    return lines;
  }

  public static String name(ResourceChange change) {
    return change.deposed().isEmpty()
        ? change.address().toString()
        : change.address() + " (deposed object " + change.deposed() + ")";
  }

  private void resource(Plan plan, ResourceChange change, Lines lines) {
    boolean current = change.deposed().isEmpty();
    Address from = current ? plan.moved().get(change.address()) : null;
    if (change.action() == Action.FORGET) {
      forgotten(change, lines);
      return;
    }
    String id = current ? plan.imported().get(change.address()) : null;
    boolean stays = change.action() == Action.NO_OP;
    comment(
        lines,
        stays && from != null
            ? from + " has moved to " + change.address()
            : stays && id != null
                ? change.address() + " will be imported"
                : name(change) + " " + Phrases.header(change));
    Phrases.reason(change, from).ifPresent(reason -> comment(lines, reason));
    boolean tellsOrigin = plan.mode() == Plan.Mode.NORMAL && !stays;
    if (tellsOrigin && from != null) {
      comment(lines, "(moved from " + from + ")");
    }
    if (current && plan.generated().containsKey(change.address())) {
      comment(lines, "(config will be generated)");
    }
    if (!stays && id != null) {
      comment(lines, "(imported from \"" + id + "\")");
    }
    if (id != null && change.action().replaces()) {
      comment(lines, "Warning: this will destroy the imported resource");
    }
    Address address = change.address();
    lines.line(
        0,
        Mark.of(change.action()),
        address.mode().block() + " \"" + address.type() + "\" \"" + address.name() + "\" {");
    ResourceDiff diff =
        stays && id != null ? ResourceDiff.whole(lines, change) : new ResourceDiff(lines, change);
    diff.body(1, change.schema(), change.before(), change.after());
    PackageDiff code = current ? plan.packages().get(change.address()) : null;
    if (code != null) {
      new PackageText(lines).write(code);
    }
    lines.line(0, Mark.NONE, "}").blank();
  }

  /** What is forgotten stands one column to the left, as in Terraform. */
  private void forgotten(ResourceChange change, Lines lines) {
    String dot = palette.paint(Ink.FAINT, ".");
    Address address = change.address();
    lines.plain(
        " " + palette.paint(Ink.STRONG, "# " + name(change) + " " + Phrases.header(change)));
    Phrases.reason(change, null)
        .ifPresent(reason -> lines.plain(" " + palette.paint(Ink.STRONG, "# " + reason)));
    lines.plain(" " + dot + " resource \"" + address.type() + "\" \"" + address.name() + "\" {");
    new ResourceDiff(lines, change).body(1, change.schema(), change.before(), change.after());
    lines.line(0, Mark.NONE, "}").blank();
  }

  private void comment(Lines lines, String text) {
    lines.plain("  " + palette.paint(Ink.STRONG, "# " + text));
  }

  private void drift(Plan plan, Lines lines) {
    List<ResourceChange> moved =
        plan.mode() != Plan.Mode.REFRESH_ONLY
            ? List.of()
            : plan.changes().stream()
                .filter(change -> plan.moved().containsKey(change.address()))
                .toList();
    if (plan.drift().isEmpty() && moved.isEmpty()) {
      return;
    }
    lines
        .plain(palette.paint(Ink.READ, "Note:") + " Objects have changed outside of Planform")
        .blank();
    lines.plain("Planform found these changes since the last apply:").blank();
    for (ResourceChange change : plan.drift()) {
      boolean gone = change.after() == null;
      comment(lines, name(change) + (gone ? " has been deleted" : " has changed"));
      Address address = change.address();
      lines.line(
          0,
          gone ? Mark.REMOVE : Mark.CHANGE,
          "resource \"" + address.type() + "\" \"" + address.name() + "\" {");
      new ResourceDiff(lines, change).body(1, change.schema(), change.before(), change.after());
      lines.line(0, Mark.NONE, "}").blank();
    }
    moved.forEach(change -> resource(plan, change, lines));
    if (plan.mode() != Plan.Mode.REFRESH_ONLY) {
      lines
          .plain("What no manifest declares is left as it is; the rest is set as declared.")
          .blank();
    }
  }

  private void outputs(Plan plan, Lines lines) {
    List<OutputChange> changes = plan.outputs().stream().filter(OutputChange::isChange).toList();
    if (changes.isEmpty()) {
      return;
    }
    lines.blank().plain("Changes to Outputs:");
    int width = plan.outputs().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    ValueDiff values = new ValueDiff(lines);
    for (OutputChange change : changes) {
      String label = change.name() + " ".repeat(width - change.name().length()) + " = ";
      values.entry(
          0,
          label,
          Type.DYNAMIC,
          shown(change.before(), change),
          shown(change.after(), change),
          "");
    }
  }

  private static @Nullable Value shown(@Nullable Value value, OutputChange change) {
    return value == null ? null : value.sensitiveIf(change.sensitive());
  }
}
