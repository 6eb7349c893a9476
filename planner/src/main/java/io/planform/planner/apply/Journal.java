package io.planform.planner.apply;

import io.planform.spi.provider.ProviderSession;
import io.planform.store.StoreException;
import io.planform.store.state.LeaseLostException;
import io.planform.store.state.Operation;
import io.planform.store.state.Run;
import java.time.Duration;
import java.util.List;

/** The run's journal with its clock: no remote call that could outlive the lease. */
final class Journal {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** Below this much of the lease nothing is started any more. */
  private static final Duration LEAST = Duration.ofSeconds(5);

  /** Between the end of a call and the end of the lease, to record what came of it. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private final Run run;

  Journal(Run run) {
    this.run = run;
  }

  /** Records the intent and gives what the provider needs for the call. */
  ProviderSession.Operation intend(Operation operation) throws StoreException {
    run.intend(operation);
    return call(operation.id());
  }

  /** What a call of an operation needs that is recorded already. */
  ProviderSession.Operation call(String operationId) throws StoreException {
    Duration left = run.remaining();
    if (left.compareTo(LEAST) < 0) {
      throw new LeaseLostException(
          "The lease on the state is about to end: no remote call is started any more.");
    }
    Duration timeout = left.minus(MARGIN);
    return new ProviderSession.Operation(
        operationId,
        run.snapshot().lineage(),
        run.fence(),
        timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
  }

  /** Records what became of an object after its operation was concluded. */
  void write(Run.Change change) throws StoreException {
    run.write(List.of(change));
  }

  void conclude(String operationId, Operation.Result result, List<Run.Change> changes)
      throws StoreException {
    run.conclude(operationId, result, changes);
  }
}
