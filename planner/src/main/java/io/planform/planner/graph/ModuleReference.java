package io.planform.planner.graph;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Reference.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** References to called modules: {@code module.a.x}, {@code module.a[0].x}, {@code module.a}. */
final class ModuleReference {
  private ModuleReference() {}

  /**
   * The one output that a reference needs, declared or not; null if it needs the module as a whole,
   * or is no reference to a module.
   */
  static @Nullable NodeKey output(ConfigurationTree tree, ModulePath module, Reference reference) {
    List<Reference.Step> steps = reference.steps();
    Configuration caller = tree.module(module);
    if (!reference.root().equals("module")
        || caller == null
        || steps.isEmpty()
        || !(steps.getFirst() instanceof Attribute(String name, _))) {
      return null;
    }
    ModuleCall call = caller.calls().get(name);
    int at = call != null && call.repeats() ? 2 : 1;
    boolean keyed = at == 1 || (steps.size() > 1 && steps.get(1) instanceof Reference.Index);
    return call != null
            && keyed
            && steps.size() > at
            && steps.get(at) instanceof Attribute(String output, _)
        ? NodeKey.output(module.child(name), output)
        : null;
  }
}
