package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Some names of every kind. */
final class SampleScope implements Scope {
  private static final Map<String, Value> NAMES =
      Map.of(
          "n", Value.of(5),
          "s", Value.of("text"),
          "list", Value.ofStrings(List.of("a", "b", "c")),
          "numbers", new Value.ListOf(Type.NUMBER, List.of(Value.of(3), Value.of(1))),
          "set", new Value.SetOf(Type.STRING, List.of(Value.of("y"), Value.of("x"))),
          "map", new Value.MapOf(Type.STRING, Map.of("k", Value.of("v"), "a", Value.of("b"))),
          "users", users(),
          "secret", new Value.Marked(Value.of("pw"), Marks.SENSITIVE),
          "later", new Value.Unknown(Type.STRING),
          "nothing", new Value.Null(Type.STRING));

  private static Value users() {
    SequencedMap<String, Value> ann = new LinkedHashMap<>();
    ann.put("name", Value.of("ann"));
    ann.put("tags", Value.ofStrings(List.of("x")));
    SequencedMap<String, Value> bob = new LinkedHashMap<>();
    bob.put("name", Value.of("bob"));
    bob.put("tags", Value.ofStrings(List.of()));
    return new Value.Tuple(List.of(new Value.Obj(ann), new Value.Obj(bob)));
  }

  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    Value value = NAMES.get(reference.root());
    if (value == null) {
      diagnostics.add(Diagnostic.error("Unknown name", reference.root() + ".", reference.range()));
      return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
    }
    return new Resolved(value, 0);
  }

  @Override
  public Path baseDirectory() {
    return Path.of("src/test/resources/expressions");
  }
}
