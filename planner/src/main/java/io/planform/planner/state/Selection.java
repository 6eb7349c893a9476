package io.planform.planner.state;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.store.state.ResourceRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The instances of a state, in the order of their addresses, each with its objects. */
public final class Selection {
  private final SequencedMap<Address, List<ResourceRow>> instances;

  private Selection(SequencedMap<Address, List<ResourceRow>> instances) {
    this.instances = instances;
  }

  public static Selection of(List<ResourceRow> rows) {
    TreeMap<Address, List<ResourceRow>> sorted = new TreeMap<>();
    for (ResourceRow row : rows) {
      Address address = Address.parse(row.address());
      if (address == null) {
        throw new IllegalArgumentException(row.address() + " is no address");
      }
      sorted.computeIfAbsent(address, _ -> new ArrayList<>()).add(row);
    }
    return new Selection(new LinkedHashMap<>(sorted));
  }

  public SequencedMap<Address, List<ResourceRow>> instances() {
    return instances;
  }

  /** The current object of an instance and its deposed ones; empty where there is none. */
  public List<ResourceRow> objects(Address address) {
    return instances.getOrDefault(address, List.of());
  }

  /** The object that is there now; null if there is none, or only deposed ones. */
  public static @Nullable ResourceRow current(List<ResourceRow> objects) {
    return objects.stream().filter(row -> row.deposed().isEmpty()).findFirst().orElse(null);
  }

  /** The instances that an address names: of a module, of a block, or one. */
  public List<Address> named(Target target) {
    if (target instanceof Target.Block(Address address) && address.key() != null) {
      return instances.containsKey(address) ? List.of(address) : List.of();
    }
    return instances.keySet().stream().filter(target::includes).toList();
  }

  /** What an argument names; null, with a diagnostic, if it is no address. */
  public static @Nullable Target target(String text, Diagnostics diagnostics) {
    Target target = Target.parse(text);
    if (target == null) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid address",
                  text + " is not the address of a module, a resource or an instance of one.")
              .withHint(
                  "TYPE.NAME, TYPE.NAME[0], 'TYPE.NAME[\"key\"]', module.NAME, or any of them"
                      + " behind module.NAME"));
    }
    return target;
  }

  /** With the nearest address there is, if one is near. */
  Diagnostic suggest(Diagnostic missing, String text) {
    Collection<String> known = instances.keySet().stream().map(Address::toString).toList();
    String near = NearMatch.of(text, known);
    return missing.withHint(
        near == null ? "'planform state list' lists all" : "did you mean " + near + "?");
  }

  /** That an address names nothing here. */
  public Diagnostic unknown(Target target) {
    return switch (target) {
      case Target.Module(var module) ->
          suggest(
              Diagnostic.error("Unknown module", "The state holds no module at " + module + "."),
              module.toString());
      case Target.Block(Address address) ->
          suggest(
              Diagnostic.error(
                  address.key() == null ? "Unknown resource" : "Unknown resource instance",
                  "The state holds nothing at " + address + "."),
              address.toString());
    };
  }
}
