package io.planform.planner.plan;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.planner.plan.evaluation.CheckResult;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an apply would do. Immutable; sorted by address.
 *
 * @param target where objects live: {@code local} or a URL; empty if no provider's live elsewhere
 *     than in the state
 * @param revision of the state it was made from
 * @param changes one for each object, unchanged ones included
 * @param drift what changed outside since the state was written
 * @param refusals what of it this version can plan and not carry out: errors, as the providers say
 *     them
 * @param moved where objects with a new address were, by the new one
 * @param imported ids of the objects that come under management, by address
 * @param generated the blocks that were written for imported objects, by address
 * @param data what data sources answered
 * @param packages how the code of objects changes, where that can be told
 * @param undecided instances with conditions of which only an apply can tell whether they hold
 * @param checks what is known of conditions; of a plan to destroy only which there are
 * @param partial whether it may show less than what the configuration asks for
 * @param errored whether there were errors: then this is what of it could be planned, and must not
 *     be applied
 */
public record Plan(
    Mode mode,
    String target,
    String lineage,
    long revision,
    List<ResourceChange> changes,
    List<ResourceChange> drift,
    List<OutputChange> outputs,
    List<Diagnostic> refusals,
    Map<Address, Address> moved,
    Map<Address, String> imported,
    Map<Address, String> generated,
    List<DataReading> data,
    Map<Address, PackageDiff> packages,
    Set<Address> undecided,
    List<CheckResult> checks,
    boolean partial,
    boolean errored) {

  public enum Mode {
    NORMAL,
    DESTROY,
    REFRESH_ONLY
  }

  public Plan {
    changes = List.copyOf(changes);
    drift = List.copyOf(drift);
    outputs = List.copyOf(outputs);
    refusals = List.copyOf(refusals);
    moved = Map.copyOf(moved);
    imported = Map.copyOf(imported);
    generated = Map.copyOf(generated);
    data = List.copyOf(data);
    packages = Map.copyOf(packages);
    undecided = Set.copyOf(undecided);
    checks = List.copyOf(checks);
  }

  /** The same as what could be planned before there were errors. */
  Plan withErrors() {
    return new Plan(
        mode, target, lineage, revision, changes, drift, outputs, refusals, moved, imported,
        generated, data, packages, undecided, checks, partial, true);
  }

  /** The same with blocks that were generated. */
  public Plan withGenerated(Map<Address, String> blocks) {
    return new Plan(
        mode, target, lineage, revision, changes, drift, outputs, refusals, moved, imported, blocks,
        data, packages, undecided, checks, partial, errored);
  }

  /** Whether applying it would do nothing at all. */
  public boolean isEmpty() {
    return (mode == Mode.REFRESH_ONLY || changes.stream().noneMatch(this::isChange))
        && outputs.stream().noneMatch(OutputChange::isChange)
        && (mode != Mode.REFRESH_ONLY || drift.isEmpty());
  }

  /** Whether something happens to an object, or to what the state says of it. */
  public boolean isChange(ResourceChange change) {
    return change.action() != Action.NO_OP
        || (change.deposed().isEmpty()
            && (moved.containsKey(change.address()) || imported.containsKey(change.address())));
  }

  public Counts counts() {
    int add = 0;
    int change = 0;
    int destroy = 0;
    for (ResourceChange each : changes) {
      add += each.action().creates() ? 1 : 0;
      change += each.action() == Action.UPDATE ? 1 : 0;
      destroy += each.action().destroys() ? 1 : 0;
    }
    return new Counts(imported.size(), add, change, destroy);
  }

  /** A replacement counts as an addition and as a destruction. */
  public record Counts(int imported, int add, int change, int destroy) {}
}
