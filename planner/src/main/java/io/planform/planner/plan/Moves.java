package io.planform.planner.plan;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.Refactoring.Moved;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.Target;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds new addresses for objects of the state: as {@code moved} blocks say, and where a block
 * begins or ends to have {@code count}.
 */
final class Moves {
  private static final InstanceKey FIRST = new InstanceKey.Index(0);

  private final ConfigurationTree tree;
  private final Diagnostics diagnostics;

  /** By what they are about, so that an object meets only the statements that may be about it. */
  private final Map<ModulePath, List<MoveStatement>> ofModules = new HashMap<>();

  private final Map<NodeKey, List<MoveStatement>> ofBlocks = new HashMap<>();
  private final List<MoveStatement> statements = new ArrayList<>();

  Moves(ConfigurationTree tree, Diagnostics diagnostics) {
    this.tree = tree;
    this.diagnostics = diagnostics;
    tree.modules().forEach(this::collect);
    checkPairs();
    checkCircles();
  }

  private void collect(ModulePath path, Configuration module) {
    for (Moved moved : module.refactoring().moved()) {
      MoveStatement statement = MoveStatement.of(path, moved);
      if (statement == null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid address",
                "One of " + moved.from() + " and " + moved.to() + " is no address of a resource.",
                moved.range()));
      } else if (isPlausible(statement)) {
        statements.add(statement);
        switch (statement.from()) {
          case Target.Module _ ->
              ofModules.computeIfAbsent(statement.source(), _ -> new ArrayList<>()).add(statement);
          case Target.Block(Address old) ->
              ofBlocks
                  .computeIfAbsent(
                      NodeKey.block(statement.source(), old.type() + "." + old.name()),
                      _ -> new ArrayList<>())
                  .add(statement);
        }
      }
    }
  }

  private boolean isPlausible(MoveStatement statement) {
    if (statement.from().equals(statement.to())) {
      diagnostics.add(
          Diagnostic.error(
              "Redundant move statement",
              statement.absolute(statement.from()) + " would be moved to where it is.",
              statement.range()));
      return false;
    }
    if (statement.from() instanceof Target.Block(Address old)
        && statement.to() instanceof Target.Block(Address now)) {
      if (!old.type().equals(now.type())) {
        diagnostics.add(
            Diagnostic.error(
                "Resource type mismatch",
                "An object of type "
                    + old.type()
                    + " cannot become one of type "
                    + now.type()
                    + ": "
                    + statement.describe()
                    + ".",
                statement.range()));
        return false;
      }
      Resource still =
          old.key() == null && now.key() == null
              ? declared(NodeKey.block(statement.source(), old.type() + "." + old.name()))
              : null;
      if (still != null) {
        diagnostics.add(
            stillThere(statement)
                .withHint("it is declared at " + place(still.range()) + ": rename it there"));
        return false;
      }
    }
    return true;
  }

  private static Diagnostic stillThere(MoveStatement statement) {
    return Diagnostic.error(
        "Moved object still exists",
        statement.describe() + " cannot be moved while the old one is declared as well.",
        statement.range());
  }

  /** That nothing is declared any more where something was moved from, instances included. */
  void verify(Planning planning, Diagnostics found) {
    for (MoveStatement statement : statements) {
      boolean still =
          switch (statement.from()) {
            case Target.Block(Address old) ->
                planning
                    .changes(NodeKey.block(statement.source(), old.type() + "." + old.name()))
                    .stream()
                    .filter(change -> change.after() != null)
                    .anyMatch(change -> statement.apply(change.address()) != null);
            case Target.Module _ ->
                planning.evaluation().modules().scopes(statement.source()).stream()
                    .map(scope -> new Address(scope.instance(), Mode.MANAGED, "any", "any", null))
                    .anyMatch(inside -> statement.apply(inside) != null);
          };
      if (still) {
        found.add(stillThere(statement));
      }
    }
  }

  private static String place(SourceRange range) {
    return range.file() + ":" + range.start().line();
  }

  private @Nullable Resource declared(NodeKey block) {
    Configuration module = tree.module(block.module());
    return module == null ? null : module.resources().get(block.name());
  }

  /** One object goes to one place, and to one place goes one object. */
  private void checkPairs() {
    Map<String, MoveStatement> sources = new HashMap<>();
    Map<String, MoveStatement> destinations = new HashMap<>();
    for (MoveStatement statement : statements) {
      String from = statement.absolute(statement.from());
      String to = statement.absolute(statement.to());
      MoveStatement sameFrom = sources.putIfAbsent(from, statement);
      MoveStatement sameTo = destinations.putIfAbsent(to, statement);
      if (sameFrom != null && !sameFrom.absolute(sameFrom.to()).equals(to)) {
        diagnostics.add(ambiguous(from + " is moved to two places", sameFrom, statement));
      }
      if (sameTo != null && !sameTo.absolute(sameTo.from()).equals(from)) {
        diagnostics.add(ambiguous("Two objects are moved to " + to, sameTo, statement));
      }
    }
  }

  private static Diagnostic ambiguous(String what, MoveStatement first, MoveStatement second) {
    return Diagnostic.error(
        "Ambiguous move statements",
        what + "; the other statement is at " + place(first.range()) + ".",
        second.range());
  }

  private void checkCircles() {
    Map<String, MoveStatement> sources = new HashMap<>();
    statements.forEach(each -> sources.put(each.absolute(each.from()), each));
    Set<MoveStatement> done = new HashSet<>();
    for (MoveStatement start : statements) {
      List<String> chain = new ArrayList<>();
      Set<MoveStatement> seen = new HashSet<>();
      MoveStatement next = start;
      while (next != null && !done.contains(next) && seen.add(next)) {
        chain.add("  " + next.describe());
        next = sources.get(next.absolute(next.to()));
      }
      if (next != null && seen.contains(next)) {
        diagnostics.add(
            Diagnostic.error(
                "Cyclic dependency in move statements",
                "These lead back to where they begin:\n" + String.join("\n", chain),
                start.range()));
      }
      done.addAll(seen);
    }
  }

  /**
   * What became of the objects of a state.
   *
   * @param origins where each object was that is somewhere else now, by where it is
   */
  record Result(List<ResourceState> rows, Map<Address, Address> origins) {}

  Result apply(List<ResourceState> rows) {
    Set<Address> taken = new HashSet<>();
    Map<Address, Address> wanted = new LinkedHashMap<>();
    for (ResourceState row : rows) {
      Address now = explicit(row.address());
      if (now.equals(row.address())) {
        taken.add(now);
      } else {
        wanted.put(row.address(), now);
      }
    }
    Map<Address, Address> moved = new LinkedHashMap<>();
    wanted.forEach((old, now) -> settle(old, now, taken, moved));
    for (ResourceState row : rows) {
      Address now = moved.getOrDefault(row.address(), row.address());
      Address implied = implied(now);
      if (!implied.equals(now) && taken.add(implied)) {
        moved.put(row.address(), implied);
      }
    }
    Map<Address, Address> origins = new HashMap<>();
    List<ResourceState> result = new ArrayList<>(rows.size());
    for (ResourceState row : rows) {
      Address now = moved.getOrDefault(row.address(), row.address());
      result.add(row.withAddress(now));
      if (!now.equals(row.address())) {
        origins.put(now, row.address());
      }
    }
    return new Result(result, origins);
  }

  private void settle(Address old, Address now, Set<Address> taken, Map<Address, Address> moved) {
    if (taken.add(now)) {
      moved.put(old, now);
      return;
    }
    taken.add(old);
    diagnostics.add(
        Diagnostic.warning(
            "Unresolved resource instance address changes",
            old + " could not be moved to " + now + ", where another object is already.",
            null));
  }

  /** Where the statements lead, one after the other. */
  private Address explicit(Address start) {
    Address address = start;
    Set<MoveStatement> used = new HashSet<>();
    for (MoveStatement next = about(address, used); next != null; next = about(address, used)) {
      used.add(next);
      Address moved = next.apply(address);
      address = moved == null ? address : moved;
    }
    return address;
  }

  private @Nullable MoveStatement about(Address address, Set<MoveStatement> used) {
    List<MoveStatement> candidates =
        new ArrayList<>(ofBlocks.getOrDefault(address.node(), List.of()));
    ModulePath path = address.module().path();
    while (!ofModules.isEmpty() && !path.isRoot()) {
      candidates.addAll(ofModules.getOrDefault(path, List.of()));
      path = path.parent();
    }
    for (MoveStatement candidate : candidates) {
      if (!used.contains(candidate) && candidate.apply(address) != null) {
        return candidate;
      }
    }
    return null;
  }

  /** The only instance of a block is the first one when it is counted, and the other way round. */
  private Address implied(Address address) {
    Resource block = address.mode() == Mode.MANAGED ? declared(address.node()) : null;
    if (block == null || block.forEach() != null) {
      return address;
    }
    boolean counted = block.count() != null;
    return counted && address.key() == null
        ? address.withKey(FIRST)
        : !counted && FIRST.equals(address.key()) ? address.withKey(null) : address;
  }
}
