package io.planform.planner.test;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.test.mock.Names;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what the names in a condition stand for. */
final class MentionedValues {
  private static final int LONGEST = 200;

  private final Scope scope;

  MentionedValues(Scope scope) {
    this.scope = scope;
  }

  /** Empty where there is nothing to say. */
  String text(Expression condition) {
    Set<String> said = new LinkedHashSet<>();
    for (Reference reference : condition.references()) {
      Diagnostics found = new Diagnostics();
      Scope.Resolved resolved = scope.resolve(reference, found);
      Value value =
          found.hasErrors() ? null : path(reference, resolved.steps()).in(resolved.value());
      if (value != null) {
        said.add(Names.text(reference) + " " + described(value));
      }
    }
    return String.join(", ", said);
  }

  private static ValuePath path(Reference reference, int done) {
    ValuePath path = ValuePath.ROOT;
    for (Reference.Step step : reference.steps().subList(done, reference.steps().size())) {
      path =
          switch (step) {
            case Reference.Attribute(String name, _) -> path.attribute(name);
            case Reference.Index(Value.Num(BigDecimal index), _) -> path.index(index.intValue());
            case Reference.Index(Value key, _) ->
                path.key(key instanceof Value.Str(String name) ? name : "");
          };
    }
    return path;
  }

  private static String described(Value value) {
    if (!value.allMarks().isNone()) {
      return "has a hidden value";
    }
    return switch (value) {
      case Value.Str(String text) -> "is \"" + shortened(text) + "\"";
      case Value.Num(BigDecimal number) -> "is " + Conversion.text(number);
      case Value.Bool(boolean bool) -> "is " + bool;
      case Value.Null _ -> "is null";
      case Value.Unknown _ -> "is not known yet";
      case Value.ListOf(_, List<Value> all) -> "is a list of " + all.size();
      case Value.SetOf(_, List<Value> all) -> "is a set of " + all.size();
      case Value.Tuple(List<Value> all) -> "is a tuple of " + all.size();
      case Value.MapOf(_, Map<String, Value> all) -> "is a map of " + all.size();
      case Value.Obj object -> "is " + Type.describe(object.type());
      case Value.Marked _ -> "has a hidden value";
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
