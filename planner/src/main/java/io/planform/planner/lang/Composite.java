package io.planform.planner.lang;

import io.planform.planner.lang.encoding.ValueJson;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
      this(List.copyOf(entries), range, entries.stream().flatMap(Entry::references).toList());
    }

    @Override
    public Value evaluate(Scope scope, Diagnostics diagnostics) {
      SequencedMap<String, Value> values = new LinkedHashMap<>();
      boolean known = true;
      for (Entry entry : entries) {
        String key = entry.key(scope, diagnostics);
        Value value = entry.value().evaluate(scope, diagnostics);
        if (key == null) {
          known = false;
        } else {
          values.put(key, value);
        }
      }
      return known ? new Value.Obj(values) : new Value.Unknown(Type.DYNAMIC);
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

  /**
   * @param template the key as a template; null where it is plain text
   */
  record Entry(String key, SourceRange keyRange, Expression value, @Nullable Expression template) {
    public Entry(String key, SourceRange keyRange, Expression value) {
      this(key, keyRange, value, null);
    }

    private Stream<Reference> references() {
      return template == null
          ? value.references().stream()
          : Stream.concat(template.references().stream(), value.references().stream());
    }

    /** The key's text; null if it is not known, or is not text, which is reported. */
    private @Nullable String key(Scope scope, Diagnostics diagnostics) {
      if (template == null) {
        return key;
      }
      Value value = template.evaluate(scope, diagnostics);
      if (value instanceof Value.Unknown) {
        return null;
      }
      if (Conversion.convert(value, Type.STRING)
          instanceof Conversion.Converted(Value.Str(String text))) {
        return text;
      }
      diagnostics.add(
          Diagnostic.error(
              "Invalid key",
              value instanceof Value.Marked
                  ? "Sensitive and ephemeral values cannot be keys."
                  : "A key is text, not " + Type.describe(value.type()) + ".",
              keyRange));
      return null;
    }
  }
}
