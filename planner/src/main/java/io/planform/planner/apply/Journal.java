package io.planform.planner.apply;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.store.StoreException;
import io.planform.store.state.LeaseLostException;
import io.planform.store.state.Operation;
import io.planform.store.state.Run;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The run's journal with its clock: no remote call that could outlive the lease. */
final class Journal {
  /** Below this much of the lease nothing is started any more. */
  private static final Duration LEAST = Duration.ofSeconds(5);

  /** Between the end of a call and the end of the lease, to record what came of it. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private final Run run;
  private final AtomicBoolean broken = new AtomicBoolean();

  Journal(Run run) {
    this.run = run;
  }

  /**
   * Without it nothing more may be done. Several operations under way find out; it is told once.
   */
  void breakOff(StoreException why, Diagnostics diagnostics) {
    if (broken.compareAndSet(false, true)) {
      diagnostics.add(
          Diagnostic.error("The state cannot be written", String.valueOf(why.getMessage())));
    }
  }

  boolean isBroken() {
    return broken.get();
  }

  /**
   * Records the intent and gives what the provider needs for the call.
   *
   * @param limit how long the user lets it take; null where that is not said
   */
  ProviderSession.Operation intend(Operation operation, @Nullable Duration limit)
      throws StoreException {
    run.intend(operation);
    return call(operation.id(), limit);
  }

  /** What a call of an operation needs that is recorded already. */
  ProviderSession.Operation call(String operationId) throws StoreException {
    return call(operationId, null);
  }

  private ProviderSession.Operation call(String operationId, @Nullable Duration limit)
      throws StoreException {
    Duration left = run.remaining(limit == null ? Duration.ZERO : limit.plus(MARGIN));
    if (left.compareTo(LEAST) < 0) {
      throw new LeaseLostException(
          "The lease on the state is about to end: no remote call is started any more.");
    }
    Duration most = left.minus(MARGIN);
    return new ProviderSession.Operation(
        operationId,
        run.snapshot().lineage(),
        run.fence(),
        limit != null && limit.compareTo(most) < 0 ? limit : most);
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
