package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Lifecycle;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Conditions.Verdict;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.evaluation.SensitivePaths;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.state.ResourceRow.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans the instances of one managed block. */
final class BlockPlanner {
  private final Planning planning;
  private final NodeKey node;
  private final Resource block;
  private final Schema schema;
  private final ProviderSession session;
  private final Diagnostics diagnostics;
  private final String provider;
  private final Map<Address, Imports.Wanted> imports = new HashMap<>();

  BlockPlanner(
      Planning planning,
      NodeKey node,
      Resource block,
      Schema schema,
      ProviderSession session,
      Diagnostics diagnostics) {
    this.planning = planning;
    this.node = node;
    this.block = block;
    this.schema = schema;
    this.session = session;
    this.diagnostics = diagnostics;
    this.provider = planning.evaluation().providerOf(node.module(), block);
  }

  /** Plans every instance, and the deletion of those that are no longer declared. */
  void plan() throws InterruptedException {
    if (!IgnoredChanges.check(block.lifecycle(), schema, diagnostics)) {
      return;
    }
    List<ResourceState> rows =
        planning.prior().block(node).stream()
            .filter(row -> planning.targeting().includes(row.address()))
            .toList();
    Map<ResourceState, Value.@Nullable Obj> live =
        planning.refresher().read(rows, schema, diagnostics);
    Map<Address, ResourceState> current = new HashMap<>();
    for (ResourceState row : planning.prior().block(node)) {
      if (row.deposed().isEmpty()) {
        current.put(row.address(), row);
      }
    }
    imports.putAll(
        planning.imports().of(node, planning.evaluation().modules().root(), diagnostics));
    Map<ModuleInstance, Expansion> expansions = new HashMap<>();
    for (ModuleScope scope : planning.evaluation().modules().scopes(node.module())) {
      Expansion expansion = Expansion.of(block, scope, diagnostics);
      if (expansion == null) {
        return;
      }
      expansions.put(scope.instance(), expansion);
      plan(scope, expansion, current, live);
    }
    imports.forEach((address, wanted) -> diagnostics.add(Imports.withoutInstance(address, wanted)));
    Orphans orphans = new Orphans(planning, schema, diagnostics);
    orphans.plan(block, expansions, rows, current.keySet(), live);
  }

  /**
   * @param current what the state has; what is declared is taken out
   */
  private void plan(
      ModuleScope scope,
      Expansion expansion,
      Map<Address, ResourceState> current,
      Map<ResourceState, Value.@Nullable Obj> live)
      throws InterruptedException {
    Map<@Nullable InstanceKey, Value> values = new HashMap<>();
    for (Expansion.Instance repetition : expansion.instances()) {
      BlockInstance instance = new BlockInstance(scope, block, repetition);
      ResourceState row = current.remove(instance.address());
      values.put(repetition.key(), plan(instance, row, live));
    }
    scope.put(node, expansion.value(key -> values.getOrDefault(key, unknown())));
  }

  /** The value of the instance that references see. */
  private Value plan(
      BlockInstance instance,
      @Nullable ResourceState row,
      Map<ResourceState, Value.@Nullable Obj> live)
      throws InterruptedException {
    Address address = instance.address();
    Imports.Wanted wanted = imports.remove(address);
    if (!planning.targeting().includes(address)) {
      return row == null ? unknown() : row.object();
    }
    if (row != null && !live.containsKey(row)) {
      return unknown();
    }
    Value.Obj before = row == null ? null : live.get(row);
    if (row != null) {
      planning.drifted(row, before, schema);
    }
    if (row != null && row.status() == Status.UNKNOWN) {
      diagnostics.add(planning.unresolved(row));
      return unknown();
    }
    Diagnostics own = new Diagnostics();
    Verdict allowed = planning.evaluation().conditions().preconditions(instance, own);
    Value.Obj configuration = planning.evaluation().decode(instance, schema, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return unknown();
    }
    ResourceState known = row;
    if (row == null && wanted != null) {
      known = imported(address, wanted, configuration);
      if (known == null) {
        return unknown();
      }
      before = known.object();
    }
    ResourceChange change =
        before == null || known == null
            ? create(address, configuration, known)
            : compare(address, configuration, known, before);
    if (change == null) {
      return unknown();
    }
    if (change.action() != Action.NO_OP) {
      refuse(address, configuration);
    }
    planning.add(change);
    Value after = change.after() == null ? unknown() : change.after();
    Verdict met = planning.evaluation().conditions().postconditions(instance, after, diagnostics);
    if (allowed.and(met) == Verdict.UNKNOWN) {
      planning.undecided(address);
    }
    return after;
  }

  private ProviderSession session(Address address) {
    return planning.evaluation().providers().at(address, session);
  }

  private void refuse(Address address, Value.Obj configuration) {
    session(address)
        .refusals(block.type(), (Value.Obj) configuration.revealed())
        .forEach(refusal -> planning.refuse(Evaluation.located(refusal, block.body())));
  }

  /** The object that is to come under management; null if there is none. */
  private @Nullable ResourceState imported(
      Address address, Imports.Wanted wanted, Value.Obj configuration) throws InterruptedException {
    ProviderSession.Read read =
        planning.refresher().importObject(provider, session(address), block.type(), wanted.id());
    read.diagnostics().forEach(found -> diagnostics.add(found.at(wanted.range())));
    Value.Obj object = read.state();
    if (object == null) {
      if (read.diagnostics().stream().noneMatch(Diagnostic::isError)) {
        diagnostics.add(
            Diagnostic.error(
                "Cannot import non-existent remote object",
                "There is no object with the id \"" + wanted.id() + "\" for " + address + ".",
                wanted.range()));
      }
      return null;
    }
    planning.imported(address, wanted.id());
    return new ResourceState(
        address,
        "",
        provider,
        SensitivePaths.mark(object, schema, SensitivePaths.of(configuration)),
        Set.of(),
        Status.OK,
        false,
        planning.dependencies().recorded(node));
  }

  private @Nullable ResourceChange create(
      Address address, Value.Obj configuration, @Nullable ResourceState row) {
    Value.Obj after = fresh(address, configuration);
    return after == null
        ? null
        : change(
            address,
            Action.CREATE,
            Reason.NONE,
            null,
            after,
            Set.of(),
            declaration(configuration),
            row);
  }

  private @Nullable ResourceChange compare(
      Address address, Value.Obj configuration, ResourceState row, Value.Obj before)
      throws InterruptedException {
    Lifecycle lifecycle = block.lifecycle();
    Value.Obj effective = Undeclared.keep(configuration, before, row.declared(), lifecycle, schema);
    ProviderSession.Planned found = plan(address, before, effective);
    if (found == null) {
      return null;
    }
    PackageDiff code =
        planning
            .refresher()
            .compareCode(provider, session(address), block.type(), before, configuration);
    if (code != null && !code.isSame()) {
      planning.repacked(address, code);
    }
    ProviderSession.Planned planned = CodeComparison.kept(found, before, code);
    Value.Obj after =
        SensitivePaths.mark(planned.state(), schema, SensitivePaths.of(configuration));
    Reason reason = replacement(address, row, planned.replace());
    if (reason == Reason.NONE) {
      boolean same =
          planned.state().equals(before.revealed())
              && SensitivePaths.of(after).equals(SensitivePaths.of(before));
      Action action = same ? Action.NO_OP : Action.UPDATE;
      return change(
          address, action, reason, before, after, Set.of(), declaration(configuration), row);
    }
    if (lifecycle.preventDestroy()) {
      diagnostics.add(prevented(address));
      return null;
    }
    // What a new object is made of ignores nothing, as in Terraform.
    Value.Obj fresh = fresh(address, configuration);
    boolean createFirst = planning.dependencies().createBeforeDestroy(node);
    Action action = createFirst ? Action.CREATE_THEN_DELETE : Action.DELETE_THEN_CREATE;
    return fresh == null
        ? null
        : change(
            address,
            action,
            reason,
            before,
            fresh,
            planned.replace(),
            declaration(configuration),
            row);
  }

  private Reason replacement(Address address, ResourceState row, Set<ValuePath> paths) {
    if (row.status() == Status.TAINTED) {
      return Reason.REPLACE_TAINTED;
    }
    if (planning.request().replace().contains(address)) {
      return Reason.REPLACE_BY_REQUEST;
    }
    if (!paths.isEmpty()) {
      return Reason.REPLACE_CANNOT_UPDATE;
    }
    return planning.triggers().anyChanged(block.lifecycle().replaceTriggeredBy(), address.module())
        ? Reason.REPLACE_BY_TRIGGERS
        : Reason.NONE;
  }

  private Value.@Nullable Obj fresh(Address address, Value.Obj configuration) {
    ProviderSession.Planned planned = plan(address, null, configuration);
    return planned == null
        ? null
        : SensitivePaths.mark(planned.state(), schema, SensitivePaths.of(configuration));
  }

  private ProviderSession.@Nullable Planned plan(
      Address address, Value.@Nullable Obj prior, Value.Obj configuration) {
    ProviderSession.Planned planned =
        session(address)
            .plan(
                block.type(),
                prior == null ? null : (Value.Obj) prior.revealed(),
                (Value.Obj) configuration.revealed());
    planned
        .diagnostics()
        .forEach(found -> diagnostics.add(Evaluation.located(found, block.body())));
    return planned.diagnostics().stream().anyMatch(Diagnostic::isError) ? null : planned;
  }

  private Diagnostic prevented(Address address) {
    return Diagnostic.error(
            "Instance cannot be destroyed",
            address + " would be replaced, but its lifecycle says prevent_destroy.",
            block.range())
        .withHint("take prevent_destroy out, or keep what asks for the replacement as it was");
  }

  private ResourceChange change(
      Address address,
      Action action,
      Reason reason,
      Value.@Nullable Obj before,
      Value.@Nullable Obj after,
      Set<ValuePath> replace,
      Declaration declaration,
      @Nullable ResourceState row) {
    return new ResourceChange(
        address, "", provider, action, reason, before, after, replace, schema, declaration, row);
  }

  private Declaration declaration(Value.Obj configuration) {
    return new Declaration(
        Undeclared.declared(configuration),
        planning.dependencies().recorded(node),
        planning.dependencies().createBeforeDestroy(node));
  }

  private Value unknown() {
    return new Value.Unknown(schema.type());
  }
}
