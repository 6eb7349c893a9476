package io.planform.store.database;

import io.planform.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** A schema on a server: recognised before it is written to, and brought up to date. */
final class PostgresSchema implements Migrated {
  /** The name of Flyway's table marks a schema as ours. */
  private static final String HISTORY = "planform_schema_history";

  private final PostgresServer server;
  private final String name;
  private final DataSource source;

  PostgresSchema(PostgresServer server, String name) throws StoreException {
    this.server = server;
    this.name = name;
    this.source = server.dataSource();
  }

  void prepare(Migrations migrations) throws StoreException, SQLException {
    if (!migrations.areApplied(this)) {
      requireOurs();
      migrations.apply(this);
    }
  }

  /** Lets the tables of this schema be named without it until the transaction ends. */
  String select() {
    return "SET LOCAL search_path TO " + quoted();
  }

  @Override
  public int newestApplied() throws SQLException {
    try (Connection connection = source.getConnection()) {
      return Sql.first(
                  connection, row -> true, "SELECT 1 WHERE to_regclass(?) IS NOT NULL", table())
              .isPresent()
          ? Sql.first(
                  connection,
                  row -> row.getInt(1),
                  "SELECT max(CAST(version AS INTEGER)) FROM " + table() + " WHERE success")
              .orElse(0)
          : 0;
    }
  }

  @Override
  public FluentConfiguration migration(FluentConfiguration flyway) {
    return flyway.dataSource(source).schemas(name).defaultSchema(name).table(HISTORY);
  }

  /** What went wrong with this schema, for a user. */
  StoreException failure(SQLException e) {
    return failure(
        switch (String.valueOf(e.getSQLState())) {
          case "53100" -> "cannot be written: the server's disk is full.";
          case "25006" -> "cannot be written: the server only takes reads, like a standby.";
          case "28P01", "28000" -> "cannot be used: the server refuses this user or password.";
          case "3D000" -> "cannot be used: the server has no such database. Make it first.";
          case "42501" -> "may not be used by this user: " + firstLine(e);
          default -> "cannot be used: " + firstLine(e);
        },
        e);
  }

  @Override
  public StoreException failure(String what, @Nullable Throwable cause) {
    return new StoreException("The schema " + name + " of the " + server + " " + what, cause);
  }

  private void requireOurs() throws StoreException, SQLException {
    try (Connection connection = source.getConnection()) {
      Tables tables =
          Sql.first(
                  connection,
                  Tables::of,
                  """
                  SELECT count(*), count(*) FILTER (WHERE relname = ?),
                    count(*) FILTER (WHERE relname = 'states')
                  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                  WHERE nspname = ?
                  """,
                  HISTORY,
                  name)
              .orElseThrow();
      if (tables.all() != 0 && tables.ours() == 0) {
        throw failure(
            "is not Planform's and is left alone. Name another with schema_name."
                + (tables.terraform() == 0
                    ? ""
                    : " A state that Terraform keeps in it is taken over with: terraform state pull"
                        + " >old.tfstate && planform state import-tfstate old.tfstate"),
            null);
      }
    }
  }

  private String table() {
    return quoted() + "." + HISTORY;
  }

  private String quoted() {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("") + (message.endsWith(".") ? "" : ".");
  }

  /** How many tables, sequences and so on a schema has. */
  private record Tables(int all, int ours, int terraform) {
    static Tables of(ResultSet row) throws SQLException {
      return new Tables(row.getInt(1), row.getInt(2), row.getInt(3));
    }
  }
}
