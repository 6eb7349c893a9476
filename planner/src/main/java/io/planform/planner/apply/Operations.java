package io.planform.planner.apply;

import io.planform.planner.plan.Action;
import io.planform.planner.plan.Replanning;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.Timeouts;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.StoreException;
import io.planform.store.state.Operation;
import io.planform.store.state.Operation.Result;
import io.planform.store.state.ResourceRow.Status;
import io.planform.store.state.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<Address, String> deposedKeys = new ConcurrentHashMap<>();

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
    progress.finished(change, Work.READ, id(value), since(began));
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
    ResourceState now = change.declaration().state(change, object, status(change));
    journal.write(Records.put(now, change.schema()));
    progress.finished(change, Work.UPDATE, id(object), since(began));
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
      return resolved(call, fate, lost);
    }
    return concluded(call, outcome);
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
      return resolved(call, fate, lost);
    }
    return concluded(call, outcome);
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
        change.action() == Action.CREATE_THEN_DELETE ? deposedKey(change) : change.deposed();
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
      return resolved(call, fate, lost) != null;
    }
    return concluded(call, outcome) != null;
  }

  /** One operation under way. */
  private static final class Call {
    final ResourceChange change;
    final Work work;
    final Operation operation;
    final Value.Obj planned;

    /** What is to be provisioned once it is made: tainted until then. Null if nothing is. */
    final @Nullable BlockInstance provisioned;

    final long began = System.nanoTime();

    /** How long the user lets it take; null where that is not said. */
    private @Nullable Duration limit;

    Call(
        ResourceChange change,
        Work work,
        Operation operation,
        Value.Obj planned,
        @Nullable BlockInstance provisioned) {
      this.change = change;
      this.work = work;
      this.operation = operation;
      this.planned = planned;
      this.provisioned = provisioned;
    }

    /**
     * @param object whose block {@code timeouts} counts
     */
    @Nullable Duration limit(Value.Obj object) {
      limit = Timeouts.of(object, action()).orElse(null);
      return limit;
    }

    private String action() {
      return work.name().toLowerCase(Locale.ROOT);
    }

    /** Says where more time is given, if that was what was missing. */
    Diagnostic explained(Diagnostic diagnostic) {
      Duration given = limit;
      return given == null || since(began).compareTo(given) < 0
          ? diagnostic
          : diagnostic.withHint(
              "its block timeouts gives %s %s s; raise it there, and apply again"
                  .formatted(action(), given.toSeconds()));
    }
  }

  private @Nullable Value concluded(Call call, Outcome outcome) throws StoreException {
    return switch (outcome) {
      case Outcome.Done(Value.Obj state) -> done(call, state);
      case Outcome.Partial(Value.Obj state, List<Diagnostic> found) -> {
        Status status = call.work == Work.CREATE ? Status.TAINTED : status(call.change);
        conclude(call, Result.PARTIAL, recorded(call, state, status));
        yield failed(call, found);
      }
      case Outcome.Refused(List<Diagnostic> found) -> {
        conclude(call, Result.REFUSED, List.of());
        yield failed(call, found);
      }
      case Outcome.Lost(List<Diagnostic> found) -> {
        conclude(call, Result.UNKNOWN, List.of());
        yield failed(call, found);
      }
    };
  }

  private @Nullable Value resolved(Call call, Fate fate, Outcome.Lost lost) throws StoreException {
    return switch (fate) {
      case Fate.Happened(Value.Obj state) when call.work != Work.UPDATE -> done(call, state);
      case Fate.Happened(Value.Obj state) -> {
        boolean asPlanned = state != null && Replanning.difference(call.planned, state) == null;
        if (asPlanned) {
          yield done(call, state);
        }
        conclude(
            call,
            Result.DONE,
            state == null ? removed(call) : recorded(call, state, status(call.change)));
        yield failed(call, lost.diagnostics());
      }
      case Fate.NotHappened _ -> {
        conclude(call, Result.REFUSED, List.of());
        yield failed(call, lost.diagnostics());
      }
      case Fate.Unclear unclear -> {
        conclude(
            call,
            Result.UNKNOWN,
            call.work == Work.CREATE ? recorded(call, call.planned, Status.UNKNOWN) : List.of());
        diagnostics.add(Records.unclear(call.change.address(), unclear));
        yield failed(call, lost.diagnostics());
      }
    };
  }

  private @Nullable Value done(Call call, Value.@Nullable Obj state) throws StoreException {
    Address address = call.change.address();
    if (call.work == Work.DELETE || state == null) {
      conclude(call, Result.DONE, removed(call));
      progress.finished(call.change, call.work, "", since(call.began));
      return call.planned;
    }
    Value.Obj made = replanning.marked(state, call.change, call.planned);
    BlockInstance provisioned = call.provisioned;
    Status status = provisioned == null ? Status.OK : Status.TAINTED;
    conclude(call, Result.DONE, recorded(call, state, status));
    if (provisioned != null && !provisioners.created(provisioned, made)) {
      progress.failed(call.change, call.work);
      return null;
    }
    if (provisioned != null) {
      ResourceState whole = call.change.declaration().state(call.change, made, Status.OK);
      journal.write(Records.put(whole, call.change.schema()));
    }
    progress.finished(call.change, call.work, id(made), since(call.began));
    ValuePath difference = Replanning.difference(call.planned, made);
    if (difference != null) {
      diagnostics.add(
          Diagnostic.error(
              "The provider did something else than planned",
              address
                  + " was made, but its "
                  + difference
                  + " is not what the plan said. This is"
                  + " a fault of the provider; the object is recorded as it is."));
    }
    return made;
  }

  private @Nullable Value failed(Call call, List<Diagnostic> found) {
    Address address = call.change.address();
    found.forEach(
        each -> {
          Diagnostic named =
              new Diagnostic(
                  each.severity(),
                  each.summary(),
                  prefixed(address, each.detail()),
                  each.range(),
                  each.path(),
                  each.hint());
          diagnostics.add(replanning.located(address, call.explained(named)));
        });
    if (found.stream().noneMatch(Diagnostic::isError)) {
      diagnostics.add(
          Diagnostic.error(
              "An operation failed", call.change.address() + " is not as it was planned."));
    }
    progress.failed(call.change, call.work);
    return null;
  }

  private static String prefixed(Address address, String detail) {
    return detail.isEmpty() ? "With " + address + "." : "With " + address + ": " + detail;
  }

  private void conclude(Call call, Result result, List<Run.Change> changes) throws StoreException {
    journal.conclude(call.operation.id(), result, changes);
  }

  /** The row of the object; a new one beside an old one makes that one deposed. */
  private List<Run.Change> recorded(Call call, Value.Obj state, Status status) {
    ResourceChange change = call.change;
    ResourceState row = change.recorded();
    List<Run.Change> changes = new ArrayList<>();
    if (call.work == Work.CREATE && change.action() == Action.CREATE_THEN_DELETE && row != null) {
      changes.add(Records.remove(row));
      changes.add(Records.put(row.withDeposed(deposedKey(change)), change.schema()));
    }
    Value.Obj marked = replanning.marked(state, change, call.planned);
    if (call.work == Work.DELETE) {
      if (row != null) {
        changes.add(
            Records.put(
                row.withDeposed(call.operation.deposed()).withObject(marked), change.schema()));
      }
      return changes;
    }
    changes.add(Records.put(change.declaration().state(change, marked, status), change.schema()));
    return changes;
  }

  private static List<Run.Change> removed(Call call) {
    return List.of(
        new Run.Change.Remove(call.change.address().toString(), call.operation.deposed()));
  }

  /** The same for the step that makes the new object and the one that deletes the old. */
  private String deposedKey(ResourceChange change) {
    return deposedKeys.computeIfAbsent(change.address(), _ -> Records.deposedKey());
  }

  private static Status status(ResourceChange change) {
    ResourceState row = change.recorded();
    return row == null ? Status.OK : row.status();
  }

  private ProviderSession session(ResourceChange change) {
    ProviderSession session = providers.session(change.provider(), change.address());
    if (session == null) {
      throw new IllegalStateException(change.provider() + " is not configured");
    }
    return session;
  }

  private static String id(Value value) {
    return value instanceof Value.Obj object
            && object.get("id").unmarked() instanceof Value.Str(String id)
        ? id
        : "";
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
