package io.planform.planner.apply;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.Operation;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, before anything else is done, what became of the operations of a run that died or
 * whose answers were lost. One certain match is adopted, none means that nothing was done; anything
 * else is recorded as unknown and shown.
 */
public final class Recovery {
  private final Run run;
  private final Journal journal;
  private final Providers providers;
  private final Diagnostics diagnostics;
  private final Map<String, ResourceRow> rows = new HashMap<>();

  /**
   * @param providers with sessions of all providers that the state names
   */
  public Recovery(Run run, Providers providers, Diagnostics diagnostics) {
    this.run = run;
    this.journal = new Journal(run);
    this.providers = providers;
    this.diagnostics = diagnostics;
    run.snapshot().resources().forEach(row -> rows.put(key(row.address(), row.deposed()), row));
  }

  private static String key(String address, String deposed) {
    return address + " " + deposed;
  }

  /** The providers that the unfinished operations need. */
  public static List<String> providers(Snapshot snapshot) {
    Map<String, String> byRow = new HashMap<>();
    snapshot
        .resources()
        .forEach(row -> byRow.put(key(row.address(), row.deposed()), row.provider()));
    List<String> needed = new ArrayList<>();
    for (Operation operation : snapshot.unfinished()) {
      String provider = byRow.get(key(operation.address(), operation.deposed()));
      String planned = operation.planned();
      try {
        needed.add(
            planned != null
                ? StateDocument.plannedProvider(planned)
                : provider == null ? "" : provider);
      } catch (StateDocument.MalformedException _) {
        // Reported when the operation itself is resolved.
      }
    }
    return needed.stream().filter(name -> !name.isEmpty()).distinct().toList();
  }

  /**
   * @return how many operations were resolved
   */
  public int recover() throws StoreException {
    int resolved = 0;
    for (Operation operation : run.snapshot().unfinished()) {
      try {
        resolved += recover(operation) ? 1 : 0;
      } catch (StateDocument.MalformedException e) {
        diagnostics.add(
            Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      }
    }
    return resolved;
  }

  private boolean recover(Operation operation)
      throws StoreException, StateDocument.MalformedException {
    Address address = Address.parse(operation.address());
    ResourceRow row = rows.get(key(operation.address(), operation.deposed()));
    String planned = operation.planned();
    boolean creation = operation.action() == Operation.Action.CREATE;
    if (address == null || (creation && planned == null)) {
      throw new StateDocument.MalformedException(
          "An operation on " + operation.address() + " is recorded without what it was to make.");
    }
    if (!creation && row == null) {
      journal.conclude(operation.id(), Operation.Result.DONE, List.of());
      return true;
    }
    String provider =
        planned != null
            ? StateDocument.plannedProvider(planned)
            : row == null ? "" : row.provider();
    Schema schema = providers.schema(provider, Mode.MANAGED, address.type());
    ProviderSession session = providers.session(provider);
    if (schema == null || session == null) {
      diagnostics.add(
          Diagnostic.error(
              "An earlier operation cannot be resolved",
              "What became of " + address + " only its provider can tell, " + provider + "."));
      return false;
    }
    if (creation && planned != null) {
      return creation(operation, StateDocument.readPlanned(address, planned, schema), schema, row);
    }
    return row != null && change(operation, StateDocument.read(row, schema), schema);
  }

  private boolean creation(
      Operation operation, ResourceState planned, Schema schema, @Nullable ResourceRow row)
      throws StoreException, StateDocument.MalformedException {
    ProviderSession session = session(planned);
    Fate fate =
        Fate.ofCreation(
            session,
            planned.address().type(),
            (Value.Obj) planned.object().revealed(),
            journal.call(operation.id()));
    boolean known = row != null && row.status() == ResourceRow.Status.UNKNOWN;
    List<Run.Change> changes = new ArrayList<>();
    if (row != null && !known && !(fate instanceof Fate.NotHappened)) {
      changes.addAll(Records.depose(StateDocument.read(row, schema), schema));
    }
    switch (fate) {
      case Fate.Happened(var state) when state != null -> {
        changes.add(Records.put(planned.withObject(Records.marked(state, planned)), schema));
        journal.conclude(operation.id(), Operation.Result.DONE, changes);
      }
      case Fate.Happened _, Fate.NotHappened _ -> {
        if (known) {
          changes.add(new Run.Change.Remove(operation.address(), ""));
        }
        journal.conclude(operation.id(), Operation.Result.REFUSED, changes);
      }
      case Fate.Unclear unclear -> {
        changes.add(Records.put(planned.withStatus(ResourceRow.Status.UNKNOWN), schema));
        run.write(changes);
        diagnostics.add(Records.unclear(planned.address(), unclear));
        diagnostics.addAll(unclear.diagnostics());
        return false;
      }
    }
    return true;
  }

  private boolean change(Operation operation, ResourceState row, Schema schema)
      throws StoreException {
    ProviderSession session = session(row);
    Value.Obj prior = (Value.Obj) row.object().revealed();
    boolean deletion = operation.action() == Operation.Action.DELETE;
    String type = row.address().type();
    ProviderSession.Operation call = journal.call(operation.id());
    Fate fate =
        deletion
            ? Fate.ofDeletion(session, type, prior, call)
            : Fate.ofUpdate(session, type, prior, call);
    switch (fate) {
      case Fate.Happened(var state) ->
          journal.conclude(
              operation.id(),
              Operation.Result.DONE,
              List.of(
                  state == null
                      ? Records.remove(row)
                      : Records.put(row.withObject(Records.marked(state, row)), schema)));
      case Fate.NotHappened _ ->
          journal.conclude(operation.id(), Operation.Result.REFUSED, List.of());
      case Fate.Unclear unclear -> {
        diagnostics.add(Records.unclear(row.address(), unclear));
        diagnostics.addAll(unclear.diagnostics());
        return false;
      }
    }
    return true;
  }

  private ProviderSession session(ResourceState row) {
    ProviderSession session = providers.session(row.provider());
    if (session == null) {
      throw new IllegalStateException(row.provider() + " has no session");
    }
    return session;
  }
}
