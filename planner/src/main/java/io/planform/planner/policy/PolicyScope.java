package io.planform.planner.policy;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names mean in one file of rules: the plan, the file's local values, and {@code each}. */
final class PolicyScope implements Scope {
  private static final Value FAILED = new Value.Unknown(Type.DYNAMIC);

  private final PlanValues plan;
  private final PolicyFile file;
  private final Instant planTime;
  private final Map<String, Value> locals = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private Value each = FAILED;

  PolicyScope(PlanValues plan, PolicyFile file, Instant planTime) {
    this.plan = plan;
    this.file = file;
    this.planTime = planTime;
  }

  /** Says what {@code each} means from now on. */
  void each(Value key, Value value) {
    SequencedMap<String, Value> parts = new LinkedHashMap<>();
    parts.put("key", key);
    parts.put("value", value);
    each = new Value.Obj(parts);
  }

  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    String next =
        !reference.steps().isEmpty()
                && reference.steps().getFirst() instanceof Reference.Attribute(String name, _)
            ? name
            : null;
    return switch (reference.root()) {
      case "plan" -> next == null ? new Resolved(plan.all(), 0) : new Resolved(plan.get(next), 1);
      case "local" ->
          next == null
              ? new Resolved(FAILED, reference.steps().size())
              : new Resolved(local(next, reference, diagnostics), 1);
      case "each" -> new Resolved(each, 0);
      default -> new Resolved(FAILED, reference.steps().size());
    };
  }

  private Value local(String name, Reference reference, Diagnostics diagnostics) {
    Value known = locals.get(name);
    Expression expression = file.locals().get(name);
    if (known != null || expression == null) {
      return known == null ? FAILED : known;
    }
    if (!underWay.add(name)) {
      diagnostics.add(
          Diagnostic.error(
              "Cycle", "The local value \"" + name + "\" rests on itself.", reference.range()));
      return FAILED;
    }
    Value value = expression.evaluate(this, diagnostics);
    underWay.remove(name);
    locals.put(name, value);
    return value;
  }

  @Override
  public Path baseDirectory() {
    return file.directory();
  }

  @Override
  public @Nullable Instant planTime() {
    return planTime;
  }

  /** A rule may ask what time it is. */
  @Override
  public boolean isPlanning() {
    return false;
  }
}
