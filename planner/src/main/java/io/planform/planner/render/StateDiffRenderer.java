package io.planform.planner.render;

import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Mark;
import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.planner.state.StateDifference;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what is different between two revisions of a state. */
public final class StateDiffRenderer {
  private final Palette palette;
  private final Providers providers;

  /**
   * @param providers of all that is shown
   */
  public StateDiffRenderer(Palette palette, Providers providers) {
    this.palette = palette;
    this.providers = providers;
  }

  public String render(StateDifference difference) {
    Lines lines = new Lines(palette);
    difference.resources().forEach(each -> resource(each, lines));
    if (!difference.outputs().isEmpty()) {
      lines.plain("Outputs:");
      int width =
          difference.outputs().stream().mapToInt(each -> each.name().length()).max().orElse(0);
      ValueDiff values = new ValueDiff(lines);
      for (StateDifference.Output each : difference.outputs()) {
        String label = each.name() + " ".repeat(width - each.name().length()) + " = ";
        values.entry(0, label, Type.DYNAMIC, hidden(each.before()), hidden(each.after()), "");
      }
    }
    return lines.toString();
  }

  private static @Nullable Value hidden(@Nullable Value value) {
    return value == null ? null : value.sensitiveIf(value.containsSensitive());
  }

  private void resource(StateDifference.Resource each, Lines lines) {
    ResourceState row = each.any();
    Schema schema = providers.schema(row.provider(), row.address());
    if (schema == null) {
      throw new IllegalArgumentException("no provider for " + row.address());
    }
    String object = row.deposed().isEmpty() ? "" : " (deposed object " + row.deposed() + ")";
    lines.plain("  " + palette.paint(Ink.STRONG, "# " + row.address() + object + what(each)));
    lines.line(
        0,
        each.before() == null ? Mark.ADD : each.after() == null ? Mark.REMOVE : Mark.CHANGE,
        row.address().mode().block()
            + " \""
            + row.address().type()
            + "\" \""
            + row.address().name()
            + "\" {");
    ResourceDiff.between(lines).body(1, schema, object(each.before()), object(each.after()));
    lines.line(0, Mark.NONE, "}").blank();
  }

  private static Value.@Nullable Obj object(@Nullable ResourceState row) {
    return row == null ? null : row.object();
  }

  private static String what(StateDifference.Resource each) {
    ResourceState before = each.before();
    ResourceState after = each.after();
    if (before == null) {
      return " came into the state";
    }
    if (after == null) {
      return " left the state";
    }
    List<String> notes = new ArrayList<>();
    if (before.status() != after.status()) {
      notes.add(
          switch (after.status()) {
            case OK -> "no longer tainted";
            case TAINTED -> "tainted";
            case UNKNOWN -> "nobody knows whether it exists";
          });
    }
    if (!before.provider().equals(after.provider())) {
      notes.add("provider " + before.provider() + " -> " + after.provider());
    }
    if (before.object().equals(after.object()) && notes.isEmpty()) {
      notes.add("what it depends on, or what is declared of it");
    }
    return " changed" + (notes.isEmpty() ? "" : ": " + String.join(", ", notes));
  }
}
