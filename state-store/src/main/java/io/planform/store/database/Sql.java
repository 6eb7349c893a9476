package io.planform.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single statements, for use inside a {@link Work}. Arguments stand for question marks. */
public final class Sql {
  private Sql() {}

  /** Changes rows and returns how many. */
  public static int update(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  /** All rows, each mapped. */
  public static <T, X extends Exception> List<T> list(
      Connection connection, Row<T, X> row, String sql, @Nullable Object... arguments)
      throws SQLException, X {
    try (PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<T> mapped = new ArrayList<>();
      while (rows.next()) {
        mapped.add(row.map(rows));
      }
      return mapped;
    }
  }

  /** The first row, mapped. */
  public static <T, X extends Exception> Optional<T> first(
      Connection connection, Row<T, X> row, String sql, @Nullable Object... arguments)
      throws SQLException, X {
    try (PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(row.map(rows)) : Optional.empty();
    }
  }

  /** Makes a value of the row that the result set stands on. */
  @FunctionalInterface
  public interface Row<T, X extends Exception> {
    T map(ResultSet row) throws SQLException, X;
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
