package io.planform.planner.plan;

import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.planner.plan.evaluation.Dependencies;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.prior.PriorState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A plan in the making: what it is made from, and what was found so far. */
final class Planning {
  private final Evaluation evaluation;
  private final PlanRequest request;
  private final PriorState prior;
  private final Targeting targeting;
  private final Dependencies dependencies;
  private final Refresher refresher;
  private final Map<NodeKey, Queue<ResourceChange>> changes = new ConcurrentHashMap<>();
  private final Queue<ResourceChange> drift = new ConcurrentLinkedQueue<>();
  private final Set<Diagnostic> refusals = ConcurrentHashMap.newKeySet();
  private final Set<Address> undecided = ConcurrentHashMap.newKeySet();
  private final Map<Address, String> imported = new ConcurrentHashMap<>();
  private final Queue<DataReading> data = new ConcurrentLinkedQueue<>();
  private final Map<Address, PackageDiff> packages = new ConcurrentHashMap<>();
  private final Imports imports;
  private final Removals removals;

  Planning(
      Evaluation evaluation,
      Graph<NodeKey> graph,
      PlanRequest request,
      PriorState prior,
      Targeting targeting,
      Refresher refresher,
      Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.request = request;
    this.prior = prior;
    this.targeting = targeting;
    this.dependencies = new Dependencies(evaluation, graph);
    this.refresher = refresher;
    this.imports = new Imports(evaluation, diagnostics);
    this.removals = new Removals(evaluation.tree(), diagnostics);
  }

  Evaluation evaluation() {
    return evaluation;
  }

  PlanRequest request() {
    return request;
  }

  PriorState prior() {
    return prior;
  }

  Targeting targeting() {
    return targeting;
  }

  Dependencies dependencies() {
    return dependencies;
  }

  Refresher refresher() {
    return refresher;
  }

  Imports imports() {
    return imports;
  }

  Removals removals() {
    return removals;
  }

  void read(DataReading reading) {
    data.add(reading);
  }

  List<DataReading> allData() {
    return data.stream().sorted(Comparator.comparing(DataReading::address)).toList();
  }

  void repacked(Address address, PackageDiff code) {
    packages.put(address, code);
  }

  Map<Address, PackageDiff> allPackages() {
    return Map.copyOf(packages);
  }

  void imported(Address address, String id) {
    imported.put(address, id);
  }

  Map<Address, String> allImported() {
    return Map.copyOf(imported);
  }

  Triggers triggers() {
    return new Triggers(this);
  }

  void add(ResourceChange change) {
    changes
        .computeIfAbsent(change.address().node(), _ -> new ConcurrentLinkedQueue<>())
        .add(change);
  }

  /** Changes of a block that is planned already, in all instances of its module. */
  Collection<ResourceChange> changes(NodeKey block) {
    Queue<ResourceChange> planned = changes.get(block);
    return planned == null ? List.of() : planned;
  }

  List<ResourceChange> allChanges() {
    return changes.values().stream().flatMap(Collection::stream).toList();
  }

  /** Notes that conditions of an instance are to be looked at again during apply. */
  void undecided(Address address) {
    undecided.add(address);
  }

  Set<Address> allUndecided() {
    return Set.copyOf(undecided);
  }

  List<ResourceChange> allDrift() {
    return List.copyOf(drift);
  }

  /** Notes what can be planned and not carried out. */
  void refuse(Diagnostic refusal) {
    refusals.add(refusal);
  }

  List<Diagnostic> allRefusals() {
    return refusals.stream().sorted(Planner.BY_PLACE).toList();
  }

  /** Notes what is different from what the state says. */
  void drifted(ResourceState row, Value.@Nullable Obj live, Schema schema) {
    if (live != null && live.revealed().equals(row.object().revealed())) {
      return;
    }
    drift.add(
        new ResourceChange(
            row.address(),
            row.deposed(),
            row.provider(),
            live == null ? Action.DELETE : Action.UPDATE,
            Reason.NONE,
            row.object(),
            live,
            Set.of(),
            schema,
            Declaration.of(row),
            row));
  }

  Diagnostic unresolved(ResourceState row) {
    return Diagnostic.error(
            "Nobody knows whether " + row.address() + " exists",
            "The answer to an earlier operation was lost, and looking the object up gave no certain"
                + " answer.")
        .withHint("'planform apply' looks again, and names what it finds");
  }
}
