package io.planform.store.state;

import io.planform.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a state, and the journal of the changes. Every method that writes returns
 * when the write is durable and throws {@link LeaseLostException} if the lease is no longer held:
 * nothing was written then. Safe for use by many threads; writes of several threads share one
 * fsync.
 *
 * <p>The journal's rules: {@link #intend} before each remote call; {@link #conclude} before the
 * call counts as done and before dependents start.
 */
public interface Run extends AutoCloseable {

  /** The state as it was when the lease was taken. */
  Snapshot snapshot();

  /** The number of the revision that this run makes; it is in the history from the first write. */
  long revision();

  String leaseId();

  /** Grows with each lease on this state. */
  long fence();

  /**
   * How much of the lease is left, by a clock that also counts while the machine is suspended.
   * Remote calls must be shorter. Where little is left, or less than is wanted, the lease is
   * prolonged first.
   *
   * @param wanted how long a call may take; zero where a minute will do
   */
  Duration remaining(Duration wanted) throws StoreException;

  /** Records where this state's objects live. */
  void recordTarget(String target) throws StoreException;

  /**
   * Records that an operation is about to start. One that a dead run left unfinished may start
   * again under its id.
   *
   * @throws IllegalArgumentException if an operation with this id was concluded already
   */
  void intend(Operation operation) throws StoreException;

  /**
   * Records how an operation ended, and what it changed, in one transaction.
   *
   * @throws IllegalArgumentException if no operation with this id waits for its result
   */
  void conclude(String operationId, Operation.Result result, List<Change> changes)
      throws StoreException;

  /** Changes rows or outputs without a remote operation. */
  void write(List<Change> changes) throws StoreException;

  /**
   * Ends the run with one line for the history and gives the lease back. Without it, {@link #close}
   * gives the lease back and the revision stays marked as unfinished.
   */
  default void finish(String summary) throws StoreException {
    finish(List.of(), summary);
  }

  /**
   * Makes the last changes and ends the run, in one transaction: a command that only edits the
   * state makes its whole revision so, or none.
   */
  void finish(List<Change> changes, String summary) throws StoreException;

  /**
   * Ends the run, and with it the state: all its rows, its revisions and its workspace. What it
   * recorded lives on unmanaged.
   */
  void deleteState() throws StoreException;

  @Override
  void close();

  /** A change of the state. */
  sealed interface Change {
    /** Inserts or replaces a row. */
    record Put(ResourceRow row) implements Change {}

    /** Removes a row. */
    record Remove(String address, String deposed) implements Change {}

    /** Inserts or replaces an output value. */
    record PutOutput(OutputRow output) implements Change {}

    record RemoveOutput(String name) implements Change {}

    /**
     * Replaces what is recorded of conditions.
     *
     * @param document null for nothing
     */
    record PutChecks(@Nullable String document) implements Change {}

    /**
     * Makes all rows and outputs what they were in an earlier revision; what conditions said of the
     * present one is forgotten.
     *
     * @param revision of this state; {@link #write} and its kin throw {@link StoreException} if
     *     there is none with this number
     */
    record Restore(long revision) implements Change {}
  }
}
