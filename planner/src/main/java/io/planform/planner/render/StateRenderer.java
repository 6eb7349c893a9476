package io.planform.planner.render;

import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Literal;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.state.ResourceRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shows states in Terraform's form: each object as a block with all that is set. */
public final class StateRenderer {
  private static final Comparator<ResourceState> ORDER =
      Comparator.comparing(ResourceState::address).thenComparing(ResourceState::deposed);

  private final Providers providers;

  /**
   * @param providers of all that is shown
   */
  public StateRenderer(Providers providers) {
    this.providers = providers;
  }

  /** All objects, module by module, and the outputs. */
  public String render(RecordedState state) {
    StringBuilder text = new StringBuilder();
    Map<ModuleInstance, List<ResourceState>> modules = new TreeMap<>(StateRenderer::calledFirst);
    for (ResourceState row : state.resources()) {
      modules.computeIfAbsent(row.address().module(), _ -> new ArrayList<>()).add(row);
    }
    modules.forEach(
        (module, rows) -> {
          // Terraform sets a module apart from what calls it, and not from others of its rank.
          text.append(callers(module).anyMatch(modules::containsKey) ? "\n\n" : "");
          rows.sort(ORDER);
          text.append(String.join("\n", rows.stream().map(this::render).toList()));
        });
    if (!state.outputs().isEmpty()) {
      text.append("\n\nOutputs:\n\n").append(outputs(state.outputs()));
    }
    return text.toString();
  }

  private static Stream<ModuleInstance> callers(ModuleInstance module) {
    return IntStream.range(0, module.steps().size())
        .mapToObj(depth -> new ModuleInstance(module.steps().subList(0, depth)));
  }

  /** What a module calls stands behind it, before others that are called beside it. */
  private static int calledFirst(ModuleInstance left, ModuleInstance right) {
    int common = Math.min(left.steps().size(), right.steps().size());
    for (int index = 0; index < common; index++) {
      int order = left.steps().get(index).compareTo(right.steps().get(index));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.steps().size(), right.steps().size());
  }

  /** One object. */
  public String render(ResourceState row) {
    Lines lines = Lines.withoutMarks();
    lines.plain("# " + row.address() + ":" + note(row));
    lines.plain(
        row.address().mode().block()
            + " "
            + Literal.quoted(row.address().type())
            + " "
            + Literal.quoted(row.address().name())
            + " {");
    Schema schema = providers.schema(row.provider(), row.address());
    if (schema == null) {
      throw new IllegalArgumentException("no provider for " + row.address());
    }
    ResourceDiff.unchanged(lines).body(1, schema, row.object(), row.object());
    return lines.plain("}").toString();
  }

  private static String note(ResourceState row) {
    return !row.deposed().isEmpty()
        ? " (deposed object " + row.deposed() + ")"
        : row.status() == ResourceRow.Status.TAINTED
            ? " (tainted)"
            : row.status() == ResourceRow.Status.UNKNOWN ? " (nobody knows whether it exists)" : "";
  }

  private static String outputs(Map<String, Value> outputs) {
    Lines lines = Lines.withoutMarks();
    ValueDiff values = new ValueDiff(lines).whole();
    new TreeMap<>(outputs)
        .forEach(
            (name, value) -> {
              Value shown =
                  value.containsSensitive() ? value.sensitiveIf(true) : withoutNulls(value);
              Type type = value.revealed().type();
              values.entry(0, name + " = ", type, shown, shown, "");
            });
    return lines.toString();
  }

  /** Without the attributes of objects that are null. */
  private static Value withoutNulls(Value value) {
    return switch (value) {
      case Value.Obj(SequencedMap<String, Value> values) -> {
        SequencedMap<String, Value> set = new LinkedHashMap<>();
        values.forEach(
            (name, part) -> {
              if (!part.isNull()) {
                set.put(name, withoutNulls(part));
              }
            });
        yield new Value.Obj(set);
      }
      case Value.Tuple(List<Value> values) ->
          new Value.Tuple(values.stream().map(StateRenderer::withoutNulls).toList());
      case Value.ListOf(Type element, List<Value> values) ->
          new Value.ListOf(element, values.stream().map(StateRenderer::withoutNulls).toList());
      case Value.SetOf _,
          Value.MapOf _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          value;
    };
  }
}
