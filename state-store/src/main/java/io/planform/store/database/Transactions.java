package io.planform.store.database;

import java.sql.SQLException;

/** Transactions that write, one at a time. */
interface Transactions extends AutoCloseable {
  /**
   * Carries the work out and returns when it is durable; whatever is thrown undid it all. The work
   * may be carried out several times, of which only the last one counts.
   */
  void commit(Work<Integer, SQLException> work) throws SQLException;

  @Override
  void close() throws SQLException;
}
