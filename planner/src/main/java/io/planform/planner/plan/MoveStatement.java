package io.planform.planner.plan;

import io.planform.planner.config.ModulePath;
import io.planform.planner.config.Refactoring.Moved;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code moved} block.
 *
 * @param module in which it stands; it speaks about each instance of it
 * @param from as seen from the module
 * @param to as seen from the module
 */
record MoveStatement(ModulePath module, Target from, Target to, SourceRange range) {

  /** Null if one of the addresses is none. */
  static @Nullable MoveStatement of(ModulePath module, Moved moved) {
    Target from = Target.parse(moved.from());
    Target to = Target.parse(moved.to());
    return from == null || to == null ? null : new MoveStatement(module, from, to, moved.range());
  }

  /** Where an object is after the move; null if it is not about this object. */
  @Nullable Address apply(Address address) {
    int depth = module.calls().size();
    ModuleInstance whole = address.module();
    if (!whole.path().isWithin(module)) {
      return null;
    }
    List<ModuleInstance.Step> outer = whole.steps().subList(0, depth);
    Address inner =
        in(new ModuleInstance(whole.steps().subList(depth, whole.steps().size())), address);
    Address moved = moved(inner);
    return moved == null ? null : in(joined(outer, moved.module().steps()), moved);
  }

  private @Nullable Address moved(Address inner) {
    return switch (from) {
      case Target.Block(Address old) when to instanceof Target.Block(Address now) -> {
        boolean all = old.key() == null && now.key() == null;
        if (all) {
          yield inner.block().equals(old)
              ? new Address(now.module(), now.mode(), now.type(), now.name(), inner.key())
              : null;
        }
        yield inner.equals(old) ? now : null;
      }
      case Target.Module(ModuleInstance old) when to instanceof Target.Module(ModuleInstance now) ->
          moved(inner, old, now);
      case Target.Block _, Target.Module _ -> null;
    };
  }

  private static @Nullable Address moved(Address inner, ModuleInstance old, ModuleInstance now) {
    int depth = old.steps().size();
    List<ModuleInstance.Step> steps = inner.module().steps();
    if (steps.size() < depth || !steps.subList(0, depth - 1).equals(upToLast(old))) {
      return null;
    }
    ModuleInstance.Step last = old.steps().getLast();
    ModuleInstance.Step found = steps.get(depth - 1);
    ModuleInstance.Step target = now.steps().getLast();
    boolean all = last.key() == null && target.key() == null;
    if (all ? !found.call().equals(last.call()) : !found.equals(last)) {
      return null;
    }
    List<ModuleInstance.Step> moved = new ArrayList<>(upToLast(now));
    moved.add(all ? new ModuleInstance.Step(target.call(), found.key()) : target);
    return in(joined(moved, steps.subList(depth, steps.size())), inner);
  }

  private static List<ModuleInstance.Step> upToLast(ModuleInstance module) {
    return module.steps().subList(0, module.steps().size() - 1);
  }

  private static ModuleInstance joined(
      List<ModuleInstance.Step> outer, List<ModuleInstance.Step> inner) {
    List<ModuleInstance.Step> all = new ArrayList<>(outer);
    all.addAll(inner);
    return new ModuleInstance(all);
  }

  private static Address in(ModuleInstance module, Address address) {
    return new Address(module, address.mode(), address.type(), address.name(), address.key());
  }

  /** The module of the whole tree that holds what is moved. */
  ModulePath source() {
    return switch (from) {
      case Target.Block(Address old) -> absolute(old.module().path());
      case Target.Module(ModuleInstance old) -> absolute(old.path());
    };
  }

  private ModulePath absolute(ModulePath inner) {
    ModulePath path = module;
    for (String call : inner.calls()) {
      path = path.child(call);
    }
    return path;
  }

  /** An address as it is said from the root. */
  String absolute(Target target) {
    String local =
        switch (target) {
          case Target.Block(Address address) -> address.toString();
          case Target.Module(ModuleInstance instance) -> instance.toString();
        };
    return module.qualify(local);
  }

  String describe() {
    return absolute(from) + " to " + absolute(to);
  }
}
