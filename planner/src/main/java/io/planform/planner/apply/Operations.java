package io.planform.planner.apply;

import io.planform.planner.plan.Action;
import io.planform.planner.plan.Replanning;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.Operation;
import io.planform.store.state.ResourceRow.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Remote operations under the journal's rules: the intent is durable before the call, the result
 * before anything that rests on it.
 */
final class Operations {
  private final Journal journal;
  private final Providers providers;
  private final Progress progress;
  private final Replanning replanning;
  private final ProvisionerRunner provisioners;
  private final Diagnostics diagnostics;
  private final Conclusions conclusions;

  Operations(
      Journal journal,
      Providers providers,
      Progress progress,
      Replanning replanning,
      ProvisionerRunner provisioners,
      Diagnostics diagnostics) {
    this.journal = journal;
    this.providers = providers;
    this.progress = progress;
    this.replanning = replanning;
    this.provisioners = provisioners;
    this.diagnostics = diagnostics;
    this.conclusions = new Conclusions(journal, progress, replanning, provisioners, diagnostics);
  }

  /** The value of a data source; null if it cannot be read. */
  @Nullable Value read(ResourceChange change, BlockInstance instance) {
    long began = System.nanoTime();
    progress.started(change, Work.READ);
    Diagnostics own = new Diagnostics();
    Value value = replanning.read(change, instance, own);
    boolean scoped = instance.block().check() != null;
    own.toList().forEach(found -> diagnostics.add(scoped ? found.asWarning() : found));
    if (own.hasErrors()) {
      progress.failed(change, Work.READ);
      if (scoped) {
        // That a check has nothing to look at leaves no work undone.
        progress.unchanged(change, Work.READ);
      }
      return null;
    }
    progress.finished(change, Work.READ, Records.id(value), since(began));
    return value;
  }

  /** Creates or updates; null if the object is not as declared afterwards. */
  @Nullable Value make(ResourceChange change, BlockInstance instance) throws StoreException {
    Work work = Progress.work(change);
    Value.Obj prior = work == Work.UPDATE ? change.before() : null;
    Replanning.Request request = replanning.replan(change, prior, instance, diagnostics);
    if (request == null) {
      progress.failed(change, work);
      return null;
    }
    if (prior != null && prior.revealed().equals(request.planned().revealed())) {
      return prior.equals(request.planned())
          ? unchanged(change, prior)
          : marked(change, request.planned());
    }
    return prior == null ? create(change, request, instance) : update(change, prior, request);
  }

  private Value unchanged(ResourceChange change, Value.Obj prior) {
    progress.unchanged(change, Work.UPDATE);
    return prior;
  }

  /** Records what is sensitive of an object that is otherwise the same. */
  private Value marked(ResourceChange change, Value.Obj object) throws StoreException {
    long began = System.nanoTime();
    progress.started(change, Work.UPDATE);
    ResourceState now = change.declaration().state(change, object, Conclusions.status(change));
    journal.write(Records.put(now, change.schema()));
    progress.finished(change, Work.UPDATE, Records.id(object), since(began));
    return object;
  }

  private @Nullable Value create(
      ResourceChange change, Replanning.Request request, BlockInstance instance)
      throws StoreException {
    BlockInstance provisioned = ProvisionerRunner.runAtCreation(instance) ? instance : null;
    Status status = provisioned == null ? Status.OK : Status.TAINTED;
    ResourceState planned = change.declaration().state(change, request.planned(), status);
    Operation operation =
        Operation.of(
            change.address().toString(),
            Operation.Action.CREATE,
            StateDocument.planned(planned, change.schema()),
            request.planned().containsSensitive());
    Call call = new Call(change, Work.CREATE, operation, request.planned(), provisioned);
    progress.started(change, Work.CREATE);
    ProviderSession.Operation remote =
        journal.intend(operation, call.limit(request.configuration()));
    String type = change.address().type();
    Value.Obj bare = (Value.Obj) request.planned().revealed();
    ProviderSession session = session(change);
    Outcome outcome = session.create(type, bare, request.configuration(), remote);
    if (outcome instanceof Outcome.Lost lost) {
      Fate fate = Fate.ofCreation(session, type, bare, journal.call(operation.id()));
      return conclusions.resolved(call, fate, lost);
    }
    return conclusions.concluded(call, outcome);
  }

  private @Nullable Value update(ResourceChange change, Value.Obj prior, Replanning.Request request)
      throws StoreException {
    Operation operation =
        Operation.of(change.address().toString(), Operation.Action.UPDATE, null, false);
    Call call = new Call(change, Work.UPDATE, operation, request.planned(), null);
    progress.started(change, Work.UPDATE);
    ProviderSession.Operation remote =
        journal.intend(operation, call.limit(request.configuration()));
    String type = change.address().type();
    Value.Obj bare = (Value.Obj) prior.revealed();
    ProviderSession session = session(change);
    Outcome outcome =
        session.update(
            type, bare, (Value.Obj) request.planned().revealed(), request.configuration(), remote);
    if (outcome instanceof Outcome.Lost lost) {
      Fate fate = Fate.ofUpdate(session, type, bare, journal.call(operation.id()));
      return conclusions.resolved(call, fate, lost);
    }
    return conclusions.concluded(call, outcome);
  }

  /**
   * Deletes the object of a change: the current one, a deposed one, or one just replaced.
   *
   * @param instance that declares the object; null if none does
   */
  boolean delete(ResourceChange change, @Nullable BlockInstance instance) throws StoreException {
    Value.Obj before = change.before();
    ResourceState row = change.recorded();
    if (before == null || row == null) {
      progress.unchanged(change, Work.DELETE);
      return true;
    }
    String deposed =
        change.action() == Action.CREATE_THEN_DELETE
            ? conclusions.deposedKey(change)
            : change.deposed();
    boolean whole = deposed.isEmpty() && row.status() != Status.TAINTED;
    if (instance != null && whole && !provisioners.destroying(instance, before)) {
      progress.failed(change, Work.DELETE);
      return false;
    }
    Operation plain =
        Operation.of(change.address().toString(), Operation.Action.DELETE, null, false);
    Operation operation =
        new Operation(
            plain.id(),
            plain.address(),
            deposed,
            plain.action(),
            null,
            false,
            plain.intendedAt(),
            0);
    Call call = new Call(change, Work.DELETE, operation, before, null);
    progress.started(change, Work.DELETE);
    Value.Obj bare = (Value.Obj) before.revealed();
    ProviderSession.Operation remote = journal.intend(operation, call.limit(bare));
    String type = change.address().type();
    ProviderSession session = session(change);
    Outcome outcome = session.delete(type, bare, remote);
    if (outcome instanceof Outcome.Lost lost) {
      Fate fate = Fate.ofDeletion(session, type, bare, journal.call(operation.id()));
      return conclusions.resolved(call, fate, lost) != null;
    }
    return conclusions.concluded(call, outcome) != null;
  }

  private ProviderSession session(ResourceChange change) {
    ProviderSession session = providers.session(change.provider(), change.address());
    if (session == null) {
      throw new IllegalStateException(change.provider() + " is not configured");
    }
    return session;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
