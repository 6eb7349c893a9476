package io.planform.planner.rollback;

import io.planform.planner.config.ModulePath;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects by the modules and blocks that declare them. */
final class Layout {
  /** By what is called or declared: its keys in each instance of the module that does so. */
  private final SequencedMap<Declared, Map<ModuleInstance, List<@Nullable InstanceKey>>> keys =
      new LinkedHashMap<>();

  private final SequencedMap<Declared, List<EarlierObject>> blocks = new LinkedHashMap<>();
  private final Map<ModulePath, Set<ModuleInstance>> instances = new LinkedHashMap<>();

  /**
   * A block, or a call of a module.
   *
   * @param name {@code type.name}, or that of the call
   */
  record Declared(ModulePath module, String name, boolean isCall) {
    static Declared block(Address address) {
      return new Declared(address.module().path(), address.type() + "." + address.name(), false);
    }

    static Declared call(ModulePath called) {
      return new Declared(called.parent(), called.name(), true);
    }
  }

  Layout(Collection<EarlierObject> objects) {
    add(ModuleInstance.ROOT);
    for (EarlierObject object : objects) {
      Address address = object.row().address();
      add(address.module());
      Declared block = Declared.block(address);
      keys(block, address.module()).add(address.key());
      blocks.computeIfAbsent(block, _ -> new ArrayList<>()).add(object);
    }
  }

  private void add(ModuleInstance module) {
    boolean isNew =
        instances.computeIfAbsent(module.path(), _ -> new LinkedHashSet<>()).add(module);
    if (isNew && !module.isRoot()) {
      List<ModuleInstance.Step> steps = module.steps();
      ModuleInstance caller = new ModuleInstance(steps.subList(0, steps.size() - 1));
      add(caller);
      keys(Declared.call(module.path()), caller).add(steps.getLast().key());
    }
  }

  private List<@Nullable InstanceKey> keys(Declared what, ModuleInstance where) {
    return keys.computeIfAbsent(what, _ -> new TreeMap<>())
        .computeIfAbsent(where, _ -> new ArrayList<>());
  }

  /** How it says which instances there are; null if nothing can say that. */
  @Nullable Shape shape(Declared what) {
    Map<ModuleInstance, List<@Nullable InstanceKey>> found = keys.getOrDefault(what, Map.of());
    EnumSet<Shape> shapes = EnumSet.noneOf(Shape.class);
    for (List<@Nullable InstanceKey> each : found.values()) {
      Shape shape = Shape.of(each);
      if (shape == null) {
        return null;
      }
      shapes.add(shape);
    }
    if (shapes.size() != 1) {
      return null;
    }
    Shape shape = shapes.iterator().next();
    boolean isEverywhere = found.size() == instances(what.module()).size();
    return shape == Shape.SINGLE && !isEverywhere ? null : shape;
  }

  /** The keys it has in one instance of its module, in order. */
  List<@Nullable InstanceKey> keysIn(Declared what, ModuleInstance where) {
    List<@Nullable InstanceKey> found =
        new ArrayList<>(keys.getOrDefault(what, Map.of()).getOrDefault(where, List.of()));
    found.sort(Comparator.nullsFirst(Comparator.naturalOrder()));
    return found;
  }

  /** All that is declared in a module. */
  List<Declared> in(ModulePath module) {
    return keys.keySet().stream().filter(each -> each.module().equals(module)).toList();
  }

  boolean contains(Declared what) {
    return keys.containsKey(what);
  }

  /** The objects of a block, in all instances of its module. */
  List<EarlierObject> objects(Declared block) {
    return blocks.getOrDefault(block, List.of());
  }

  /** Callers before what they call. */
  Set<ModulePath> modules() {
    return instances.keySet();
  }

  Set<ModuleInstance> instances(ModulePath module) {
    return instances.getOrDefault(module, Set.of());
  }

  /** Objects that no configuration declares just so. */
  List<Address> unsuited() {
    Set<ModulePath> modules = new LinkedHashSet<>();
    Set<Declared> odd = new LinkedHashSet<>();
    for (Declared what : keys.keySet()) {
      if (shape(what) == null && what.isCall()) {
        modules.add(what.module().child(what.name()));
      } else if (shape(what) == null) {
        odd.add(what);
      }
    }
    List<Address> unsuited = new ArrayList<>();
    blocks.forEach(
        (block, objects) -> {
          if (odd.contains(block) || modules.stream().anyMatch(block.module()::isWithin)) {
            objects.forEach(object -> unsuited.add(object.row().address()));
          }
        });
    return unsuited;
  }
}
