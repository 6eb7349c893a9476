package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Expressions whose structure another language than HCL gives, such as the sequences and mappings
 * of YAML. A mapping can stand for a nested block as well; that is for a schema to decide.
 */
public sealed interface Composite extends Expression {

  record Constant(Value value, SourceRange range) implements Composite {
    @Override
    public List<Reference> references() {
      return List.of();
    }

    @Override
    public Value evaluate(Scope scope, Diagnostics diagnostics) {
      return value;
    }
  }

  record Sequence(List<Expression> elements, SourceRange range, List<Reference> references)
      implements Composite {
    public Sequence(List<Expression> elements, SourceRange range) {
      this(
          List.copyOf(elements),
          range,
          elements.stream().flatMap(element -> element.references().stream()).toList());
    }

    @Override
    public Value evaluate(Scope scope, Diagnostics diagnostics) {
      List<Value> values = new ArrayList<>(elements.size());
      elements.forEach(element -> values.add(element.evaluate(scope, diagnostics)));
      return new Value.Tuple(values);
    }
  }

  record Mapping(List<Entry> entries, SourceRange range, List<Reference> references)
      implements Composite {
    public Mapping(List<Entry> entries, SourceRange range) {
      this(
          List.copyOf(entries),
          range,
          entries.stream().flatMap(entry -> entry.value().references().stream()).toList());
    }

    @Override
    public Value evaluate(Scope scope, Diagnostics diagnostics) {
      SequencedMap<String, Value> values = new LinkedHashMap<>();
      entries.forEach(entry -> values.put(entry.key(), entry.value().evaluate(scope, diagnostics)));
      return new Value.Obj(values);
    }
  }

  /** The JSON text of a value, as {@code jsonencode} gives it. */
  record Json(Expression inner) implements Composite {
    @Override
    public SourceRange range() {
      return inner.range();
    }

    @Override
    public List<Reference> references() {
      return inner.references();
    }

    @Override
    public Value evaluate(Scope scope, Diagnostics diagnostics) {
      Value value = inner.evaluate(scope, diagnostics);
      Value text =
          value.isWhollyKnown()
              ? Value.of(ValueJson.write(value.revealed()))
              : new Value.Unknown(Type.STRING);
      return text.marked(value.allMarks());
    }
  }

  record Entry(String key, SourceRange keyRange, Expression value) {}
}
