package io.planform.planner.manifest.json;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** An object of which the names of some attributes are templates. */
record TemplateKeys(List<Pair> pairs, SourceRange range) implements Expression {

  record Pair(Expression key, Expression value) {}

  @Override
  public List<Reference> references() {
    return pairs.stream()
        .flatMap(
            pair ->
                Stream.concat(pair.key().references().stream(), pair.value().references().stream()))
        .toList();
  }

  @Override
  public Value evaluate(Scope scope, Diagnostics diagnostics) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    boolean known = true;
    for (Pair pair : pairs) {
      Value key = pair.key().evaluate(scope, diagnostics);
      Value value = pair.value().evaluate(scope, diagnostics);
      Value text =
          Conversion.convert(key, Type.STRING) instanceof Conversion.Converted(Value converted)
              ? converted
              : new Value.Null(Type.STRING);
      if (text instanceof Value.Str(String name)) {
        values.put(name, value);
      } else if (text instanceof Value.Unknown) {
        known = false;
      } else {
        known = false;
        diagnostics.add(
            Diagnostic.error(
                "Incorrect key type",
                "The name of an attribute is text that is neither null nor sensitive.",
                pair.key().range()));
      }
    }
    return known ? new Value.Obj(values) : new Value.Unknown(Type.DYNAMIC);
  }
}
