package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.InnerScope;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Writes out the {@code dynamic} blocks of a body. */
final class DynamicBlocks {
  private final Scope scope;
  private final Diagnostics diagnostics;

  DynamicBlocks(Scope scope, Diagnostics diagnostics) {
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /**
   * A nested block and what the names in it mean.
   *
   * @param unknown whether it stands for any number of blocks
   * @param marks of what it was repeated over
   */
  record Nested(Body.Block block, Scope scope, boolean unknown, Marks marks) {}

  /** What stands for a block of a body: itself, or the content of a {@code dynamic} one. */
  static String type(Body.Block block) {
    return isDynamic(block) ? block.labels().getFirst() : block.type();
  }

  /** The body that a block of this type has. */
  static Body content(Body.Block block) {
    return isDynamic(block)
        ? block.body().blocks().stream()
            .filter(content -> content.type().equals("content"))
            .map(Body.Block::body)
            .findFirst()
            .orElse(block.body())
        : block.body();
  }

  private static boolean isDynamic(Body.Block block) {
    return block.type().equals("dynamic") && !block.labels().isEmpty();
  }

  List<Nested> expand(List<Body.Block> blocks) {
    List<Nested> expanded = new ArrayList<>(blocks.size());
    for (Body.Block block : blocks) {
      if (!block.type().equals("dynamic")) {
        expanded.add(new Nested(block, scope, false, Marks.NONE));
      } else if (Labels.check(block, diagnostics, "type")) {
        expand(block, expanded);
      }
    }
    return expanded;
  }

  private void expand(Body.Block block, List<Nested> expanded) {
    BodyReader reader = new BodyReader(block.body(), diagnostics);
    Expression forEach = reader.required("for_each");
    String iterator = iterator(reader.expression("iterator"), block.labels().getFirst());
    Expression labels = reader.expression("labels");
    Body.Block content = reader.block("content");
    reader.end();
    if (labels != null) {
      diagnostics.add(
          Diagnostic.error(
              "Extraneous dynamic block labels",
              "A \"" + block.labels().getFirst() + "\" block has no labels.",
              labels.range()));
    }
    if (content == null) {
      diagnostics.add(
          Diagnostic.error(
              "Missing content block",
              "A dynamic block has a block \"content\", which is the body of each block it makes.",
              block.range()));
    }
    if (forEach == null || content == null || iterator == null) {
      return;
    }
    Body.Block made =
        new Body.Block(
            block.labels().getFirst(), List.of(), List.of(), content.body(), block.range());
    repeat(made, iterator, forEach, expanded);
  }

  private void repeat(Body.Block made, String iterator, Expression forEach, List<Nested> expanded) {
    Diagnostics own = new Diagnostics();
    Value value = forEach.evaluate(scope, own);
    diagnostics.addAll(own.toList());
    Value bare = value.unmarked();
    Marks marks = value.marks();
    if (own.hasErrors() || bare instanceof Value.Unknown) {
      Value unknown = new Value.Unknown(Type.DYNAMIC).marked(marks);
      Scope inside = new Iteration(scope, iterator, unknown, unknown);
      expanded.add(new Nested(made, inside, true, marks));
      return;
    }
    List<Entry> entries = entries(bare);
    if (entries == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid dynamic for_each value",
              bare.isNull()
                  ? "It is null; a collection is needed."
                  : "It is " + Type.describe(bare.type()) + "; a collection is needed.",
              forEach.range()));
      return;
    }
    for (Entry entry : entries) {
      Scope inside =
          new Iteration(scope, iterator, entry.key().marked(marks), entry.value().marked(marks));
      expanded.add(new Nested(made, inside, false, marks));
    }
  }

  private @Nullable String iterator(@Nullable Expression expression, String type) {
    if (expression == null) {
      return type;
    }
    String name = StaticExpression.keyword(expression);
    if (name == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid expression",
              "An iterator is a plain name, without quotes.",
              expression.range()));
    }
    return name;
  }

  private record Entry(Value key, Value value) {}

  private static @Nullable List<Entry> entries(Value value) {
    List<Value> elements = value.elements();
    Map<String, Value> named = value.entries();
    return value instanceof Value.SetOf(_, List<Value> values)
        ? values.stream().map(element -> new Entry(element, element)).toList()
        : elements != null ? indexed(elements) : named != null ? named(named) : null;
  }

  private static List<Entry> indexed(List<Value> values) {
    List<Entry> entries = new ArrayList<>(values.size());
    for (Value value : values) {
      entries.add(new Entry(new Value.Num(BigDecimal.valueOf(entries.size())), value));
    }
    return entries;
  }

  private static List<Entry> named(Map<String, Value> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> new Entry(Value.of(entry.getKey()), entry.getValue()))
        .toList();
  }

  /** What the iterator's name means in one of the blocks. */
  private record Iteration(Scope outer, String iterator, Value key, Value value)
      implements InnerScope {
    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      if (!reference.root().equals(iterator)) {
        return outer.resolve(reference, diagnostics);
      }
      SequencedMap<String, Value> entry = new LinkedHashMap<>();
      entry.put("key", key);
      entry.put("value", value);
      return new Resolved(new Value.Obj(entry), 0);
    }
  }
}
