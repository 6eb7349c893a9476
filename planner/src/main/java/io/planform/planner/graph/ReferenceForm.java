package io.planform.planner.graph;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a reference is written as what it leads to needs it: with a key, or without one. */
final class ReferenceForm {
  private ReferenceForm() {}

  /**
   * @param module in which the reference stands
   * @param to what it leads to; null for what is built in
   * @return null if nothing is wrong
   */
  static @Nullable Diagnostic check(
      ConfigurationTree tree, ModulePath module, Reference reference, @Nullable NodeKey to) {
    if (to != null && to.kind() == NodeKey.Kind.BLOCK) {
      Resource block = tree.resource(to.module(), to.name());
      int named = NodeKey.named(reference);
      return block == null
          ? null
          : key(reference, named, to.local(), block.count() != null, block.forEach() != null);
    }
    Configuration caller = tree.module(module);
    if (caller != null
        && reference.root().equals("module")
        && !reference.steps().isEmpty()
        && reference.steps().getFirst() instanceof Reference.Attribute(String name, _)) {
      ModuleCall call = caller.calls().get(name);
      return call == null
          ? null
          : key(reference, 1, "module." + name, call.count() != null, call.forEach() != null);
    }
    return null;
  }

  private static @Nullable Diagnostic key(
      Reference reference, int named, String name, boolean counted, boolean keyed) {
    List<Reference.Step> steps = reference.steps();
    if (steps.size() <= named) {
      return null;
    }
    boolean repeats = counted || keyed;
    return switch (steps.get(named)) {
      case Reference.Attribute _ when repeats ->
          Diagnostic.error(
                  "Missing instance key",
                  name
                      + " has "
                      + (counted ? "count" : "for_each")
                      + ", so that its attributes are those of its instances.",
                  reference.range())
              .withHint(
                  "name an instance, "
                      + name
                      + (counted ? "[0]" : "[\"KEY\"]")
                      + ", or take all of them with a splat or a for expression");
      case Reference.Index _ when !repeats ->
          Diagnostic.error(
                  "Unexpected instance key",
                  name + " has neither count nor for_each: there is one, which has no key.",
                  reference.range())
              .withHint("leave the key out");
      case Reference.Attribute _, Reference.Index _ -> null;
    };
  }

  static Diagnostic toItself(Reference reference, NodeKey block) {
    return Diagnostic.error(
            "Self-referential block",
            block + " refers to itself here, but its attributes are known only when it is planned.",
            reference.range())
        .withHint("in a postcondition, \"self\" is the object; elsewhere take the reference out");
  }
}
