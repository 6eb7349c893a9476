package io.planform.planner.test;

import io.planform.planner.plan.prior.PriorState;
import io.planform.store.StoreException;
import io.planform.store.state.Operation;
import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A state that is nowhere but here, and gone with its test. Safe for use by many threads. */
final class MemoryState {
  private static final Duration FOREVER = Duration.ofDays(1);

  private final String lineage = UUID.randomUUID().toString();
  private final Map<Key, ResourceRow> rows = new TreeMap<>();
  private final SequencedMap<String, OutputRow> outputs = new LinkedHashMap<>();
  private final SequencedMap<String, Operation> unfinished = new LinkedHashMap<>();
  private @Nullable String target;
  private @Nullable String checks;
  private long revision;

  private record Key(String address, String deposed) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = address.compareTo(other.address);
      return order != 0 ? order : deposed.compareTo(other.deposed);
    }
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(
        "default",
        lineage,
        target,
        revision,
        List.copyOf(rows.values()),
        List.copyOf(outputs.values()),
        checks,
        List.copyOf(unfinished.values()));
  }

  /** What there is, or may be for want of an answer. */
  synchronized boolean isEmpty() {
    return PriorState.managed(snapshot()).isEmpty() && unfinished.isEmpty();
  }

  Run begin() {
    return new MemoryRun(snapshot());
  }

  private synchronized void change(Run.Change change) throws StoreException {
    switch (change) {
      case Run.Change.Put(ResourceRow row) -> rows.put(new Key(row.address(), row.deposed()), row);
      case Run.Change.Remove(String address, String deposed) ->
          rows.remove(new Key(address, deposed));
      case Run.Change.PutOutput(OutputRow output) -> outputs.put(output.name(), output);
      case Run.Change.RemoveOutput(String name) -> outputs.remove(name);
      case Run.Change.PutChecks(String document) -> checks = document;
      case Run.Change.Restore _ -> throw new StoreException("A test keeps no revisions.");
    }
  }

  private synchronized void intend(Operation operation) {
    unfinished.put(operation.id(), operation);
  }

  private synchronized void conclude(String id, Operation.Result result, List<Run.Change> changes)
      throws StoreException {
    for (Run.Change change : changes) {
      change(change);
    }
    if (result != Operation.Result.UNKNOWN) {
      unfinished.remove(id);
    }
  }

  private synchronized void target(String newTarget) {
    target = newTarget;
  }

  private synchronized void finished() {
    revision++;
  }

  private synchronized void clear() {
    rows.clear();
    outputs.clear();
    unfinished.clear();
  }

  /** The right to write it, which nobody else wants. */
  private final class MemoryRun implements Run {
    private final Snapshot before;

    MemoryRun(Snapshot before) {
      this.before = before;
    }

    @Override
    public Snapshot snapshot() {
      return before;
    }

    @Override
    public long revision() {
      return before.revision() + 1;
    }

    @Override
    public String leaseId() {
      return lineage;
    }

    @Override
    public long fence() {
      return revision();
    }

    @Override
    public Duration remaining(Duration wanted) {
      return FOREVER;
    }

    @Override
    public void recordTarget(String newTarget) {
      target(newTarget);
    }

    @Override
    public void intend(Operation operation) {
      MemoryState.this.intend(operation);
    }

    @Override
    public void conclude(String operationId, Operation.Result result, List<Change> changes)
        throws StoreException {
      MemoryState.this.conclude(operationId, result, changes);
    }

    @Override
    public void write(List<Change> changes) throws StoreException {
      for (Change change : changes) {
        change(change);
      }
    }

    @Override
    public void finish(List<Change> changes, String summary) throws StoreException {
      write(changes);
      finished();
    }

    @Override
    public void deleteState() {
      clear();
    }

    @Override
    public void close() {}
  }
}
