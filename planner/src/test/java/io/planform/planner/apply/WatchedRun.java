package io.planform.planner.apply;

import io.planform.store.StoreException;
import io.planform.store.state.Operation;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A run that tells of each step once it is durable. Between two such moments nothing happens that a
 * later run could see, other than calls to the cloud: so they stand for all.
 */
final class WatchedRun implements Run {
  private final Run run;
  private final CrashPoint crashPoint;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  private interface Step {
    void take() throws StoreException;
  }

  WatchedRun(Run run, CrashPoint crashPoint) {
    this.run = run;
    this.crashPoint = crashPoint;
    run.snapshot().unfinished().forEach(each -> names.put(each.id(), name(each)));
    crashPoint.reached("lease taken");
  }

  private void step(String name, Step step) throws StoreException {
    step.take();
    crashPoint.reached(name);
  }

  private static String name(Operation operation) {
    String deposed = operation.deposed().isEmpty() ? "" : " (deposed)";
    return operation.action().name().toLowerCase(Locale.ROOT) + " " + operation.address() + deposed;
  }

  private static String name(List<Change> changes) {
    return changes.stream()
        .map(
            change ->
                switch (change) {
                  case Change.Put(var row) -> row.address();
                  case Change.Remove(String address, _) -> "no " + address;
                  case Change.PutOutput(var output) -> "output " + output.name();
                  case Change.RemoveOutput(String name) -> "no output " + name;
                  case Change.PutChecks _ -> "checks";
                  case Change.Restore(long revision) -> "revision " + revision;
                })
        .collect(Collectors.joining(", "));
  }

  @Override
  public void recordTarget(String target) throws StoreException {
    step("target recorded", () -> run.recordTarget(target));
  }

  @Override
  public void intend(Operation operation) throws StoreException {
    names.put(operation.id(), name(operation));
    step("intended to " + name(operation), () -> run.intend(operation));
  }

  @Override
  public void conclude(String operationId, Operation.Result result, List<Change> changes)
      throws StoreException {
    String name = names.get(operationId);
    step("concluded to " + name, () -> run.conclude(operationId, result, changes));
  }

  @Override
  public void write(List<Change> changes) throws StoreException {
    step("written " + name(changes), () -> run.write(changes));
  }

  @Override
  public void finish(List<Change> changes, String summary) throws StoreException {
    step("finished", () -> run.finish(changes, summary));
  }

  @Override
  public void deleteState() throws StoreException {
    step("state deleted", run::deleteState);
  }

  @Override
  public void close() {
    run.close();
    crashPoint.reached("lease given back");
  }

  @Override
  public Snapshot snapshot() {
    return run.snapshot();
  }

  @Override
  public long revision() {
    return run.revision();
  }

  @Override
  public String leaseId() {
    return run.leaseId();
  }

  @Override
  public long fence() {
    return run.fence();
  }

  @Override
  public Duration remaining(Duration wanted) throws StoreException {
    return run.remaining(wanted);
  }
}
