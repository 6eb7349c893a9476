package io.planform.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread of this process write at a time. Whoever gets its turn carries out everything
 * that others have asked for meanwhile too, each in a savepoint, and commits all at once.
 */
final class Writer implements AutoCloseable {
  private final Transactions transactions;
  private final ReentrantLock turn = new ReentrantLock();
  private final ConcurrentLinkedQueue<Request<?, ?>> waiting = new ConcurrentLinkedQueue<>();

  Writer(Transactions transactions) {
    this.transactions = transactions;
  }

  <T extends @Nullable Object, X extends Exception> T write(Work<T, X> work)
      throws SQLException, X {
    Request<T, X> request = new Request<>(work);
    waiting.add(request);
    turn.lock();
    try {
      if (!request.ended) {
        commitWaiting();
      }
    } finally {
      turn.unlock();
    }
    return request.answer();
  }

  @Override
  public void close() throws SQLException {
    turn.lock();
    try {
      transactions.close();
    } finally {
      turn.unlock();
    }
  }

  private void commitWaiting() {
    List<Request<?, ?>> batch = new ArrayList<>();
    for (Request<?, ?> next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
    }
    try {
      transactions.commit(connection -> carryOut(batch, connection));
    } catch (Throwable e) {
      batch.forEach(request -> request.fail(e));
    } finally {
      batch.forEach(Request::end);
    }
  }

  private static int carryOut(List<Request<?, ?>> batch, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Request<?, ?> request : batch) {
        request.carryOut(connection, statement);
      }
    }
    return batch.size();
  }

  /** One transaction that was asked for. All but the answer is guarded by the turn. */
  private static final class Request<T extends @Nullable Object, X extends Exception> {
    private final Work<T, X> work;
    private @Nullable T value;
    private @Nullable Throwable failure;
    private boolean ended;

    Request(Work<T, X> work) {
      this.work = work;
    }

    /**
     * Carries the work out in a savepoint, so that its failure undoes nothing else.
     *
     * @throws SQLException if the whole transaction is lost: with its connection, or, in SQLite,
     *     because the disk is full
     */
    void carryOut(Connection connection, Statement statement) throws SQLException {
      failure = null;
      statement.execute("SAVEPOINT work");
      try {
        value = work.on(connection);
      } catch (Throwable e) {
        failure = e;
        undo(statement, e);
      }
      statement.execute("RELEASE work");
    }

    private static void undo(Statement statement, Throwable cause) throws SQLException {
      try {
        statement.execute("ROLLBACK TO work");
      } catch (SQLException gone) {
        throw cause instanceof SQLException e ? e : gone;
      }
    }

    void fail(Throwable e) {
      if (failure == null) {
        failure = e;
      }
    }

    void end() {
      ended = true;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // A work that succeeded has given its value.
    T answer() throws SQLException, X {
      switch (failure) {
        case null -> {
          return value;
        }
        case SQLException e -> throw e;
        case Error e -> throw e;
        default -> throw (X) failure;
      }
    }
  }
}
