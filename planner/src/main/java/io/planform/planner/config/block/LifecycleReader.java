package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.StaticExpression;
import io.planform.planner.lang.Traversal;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code lifecycle} blocks. */
final class LifecycleReader {
  private static final List<String> MANAGED =
      List.of("create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by");

  private static final Set<String> NOT_RESOURCES =
      Set.of("var", "local", "module", "ephemeral", "path", "terraform", "each", "count", "self");

  private final Diagnostics diagnostics;

  LifecycleReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Configuration.Lifecycle read(Body body, Configuration.Mode mode) {
    BodyReader reader = new BodyReader(body, diagnostics);
    ConditionReader conditions = new ConditionReader(diagnostics);
    List<Condition> preconditions = conditions.read(reader, "precondition");
    List<Condition> postconditions = conditions.read(reader, "postcondition");
    if (mode != Configuration.Mode.MANAGED) {
      refuseManaged(reader, mode == Configuration.Mode.DATA ? "data" : "ephemeral");
      reader.end();
      return new Configuration.Lifecycle(
          false, false, List.of(), false, List.of(), preconditions, postconditions);
    }
    boolean createBeforeDestroy = reader.bool("create_before_destroy", false);
    boolean preventDestroy = reader.bool("prevent_destroy", false);
    Expression ignored = reader.expression("ignore_changes");
    boolean all = ignored != null && "all".equals(StaticExpression.keyword(ignored));
    List<Reference> paths =
        ignored == null || all ? List.of() : StaticExpression.references(ignored, diagnostics);
    List<Expression> triggers = triggers(reader.expression("replace_triggered_by"));
    reader.end();
    return new Configuration.Lifecycle(
        createBeforeDestroy, preventDestroy, paths, all, triggers, preconditions, postconditions);
  }

  private void refuseManaged(BodyReader reader, String kind) {
    for (String name : MANAGED) {
      Expression expression = reader.expression(name);
      if (expression != null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid " + kind + " resource lifecycle argument",
                "\"" + name + "\" belongs to resources; of this no object is managed.",
                expression.range()));
      }
    }
  }

  private List<Expression> triggers(@Nullable Expression expression) {
    if (expression == null) {
      return List.of();
    }
    List<Expression> triggers = StaticExpression.elements(expression);
    if (triggers == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid replace_triggered_by",
              "A list of references is required, in square brackets.",
              expression.range()));
      return List.of();
    }
    return triggers.stream().filter(this::isTrigger).toList();
  }

  /** Whether it is the address of a resource, an instance or an attribute of one. */
  private boolean isTrigger(Expression trigger) {
    Traversal address =
        StaticExpression.text(trigger) == null ? StaticExpression.traversal(trigger) : null;
    boolean leads =
        address != null
            && address.steps().size() >= 2
            && address.steps().getFirst() instanceof Traversal.Name(String root)
            && !NOT_RESOURCES.contains(root);
    if (!leads) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid replace_triggered_by expression",
              "Resources can trigger, their instances and their attributes: TYPE.NAME,"
                  + " TYPE.NAME[each.key], TYPE.NAME.ATTRIBUTE.",
              trigger.range()));
      return false;
    }
    for (Reference reference : trigger.references().subList(1, trigger.references().size())) {
      if (!reference.root().equals("each") && !reference.root().equals("count")) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid reference in replace_triggered_by expression",
                "In the key of an instance only each.key and count.index can be used.",
                reference.range()));
        return false;
      }
    }
    return true;
  }
}
