package io.planform.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is done in one transaction. It must not end the transaction, close the connection or keep
 * it, and may be called on another thread than the one that asked for it.
 *
 * @param <T> what it returns
 * @param <X> what it throws besides {@link SQLException}; a transaction it leaves so is undone
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Exception> {
  T on(Connection connection) throws SQLException, X;
}
