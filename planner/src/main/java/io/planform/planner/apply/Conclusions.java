package io.planform.planner.apply;

import io.planform.planner.plan.Action;
import io.planform.planner.plan.Replanning;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.StoreException;
import io.planform.store.state.Operation.Result;
import io.planform.store.state.ResourceRow.Status;
import io.planform.store.state.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Records what became of operations, and tells it. */
final class Conclusions {
  private final Journal journal;
  private final Progress progress;
  private final Replanning replanning;
  private final ProvisionerRunner provisioners;
  private final Diagnostics diagnostics;
  private final Map<Address, String> deposedKeys = new ConcurrentHashMap<>();

  Conclusions(
      Journal journal,
      Progress progress,
      Replanning replanning,
      ProvisionerRunner provisioners,
      Diagnostics diagnostics) {
    this.journal = journal;
    this.progress = progress;
    this.replanning = replanning;
    this.provisioners = provisioners;
    this.diagnostics = diagnostics;
  }

  /** After an answer: the object as it is now; null if it is not as declared. */
  @Nullable Value concluded(Call call, Outcome outcome) throws StoreException {
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

  /** After a lookup, since the answer was lost; the same is returned. */
  @Nullable Value resolved(Call call, Fate fate, Outcome.Lost lost) throws StoreException {
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
      progress.finished(call.change, call.work, "", call.took());
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
    progress.finished(call.change, call.work, Records.id(made), call.took());
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
  String deposedKey(ResourceChange change) {
    return deposedKeys.computeIfAbsent(change.address(), _ -> Records.deposedKey());
  }

  static Status status(ResourceChange change) {
    ResourceState row = change.recorded();
    return row == null ? Status.OK : row.status();
  }
}
