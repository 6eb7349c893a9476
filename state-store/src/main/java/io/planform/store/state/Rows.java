package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.database.Sql;
import io.planform.store.secret.EnvelopeCipher;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one state. A change ends the row that it replaces and adds the new one, so that every
 * revision stays readable; what one run changes again it replaces.
 */
final class Rows {
  private static final String AT_REVISION =
      "state_id = ? AND revision <= ? AND (ended IS NULL OR ended > ?)";
  private static final String SINCE = "state_id = ? AND ended IS NULL AND revision > ?";
  private static final String UNTIL = "state_id = ? AND revision <= ? AND ended > ?";

  private final EnvelopeCipher cipher;
  private final long state;
  private final DocumentNames names;

  Rows(EnvelopeCipher cipher, long state, String lineage) {
    this.cipher = cipher;
    this.state = state;
    this.names = new DocumentNames(lineage);
  }

  List<ResourceRow> resources(Connection connection) throws SQLException, StoreException {
    return Sql.list(
        connection,
        this::resource,
        "SELECT * FROM resource WHERE state_id = ? AND ended IS NULL ORDER BY address, deposed",
        state);
  }

  List<OutputRow> outputs(Connection connection) throws SQLException, StoreException {
    return Sql.list(
        connection,
        this::output,
        "SELECT * FROM output WHERE state_id = ? AND ended IS NULL ORDER BY name",
        state);
  }

  List<ResourceRow> resources(Connection connection, long revision)
      throws SQLException, StoreException {
    return Sql.list(
        connection,
        this::resource,
        "SELECT * FROM resource WHERE " + AT_REVISION + " ORDER BY address, deposed",
        state,
        revision,
        revision);
  }

  List<OutputRow> outputs(Connection connection, long revision)
      throws SQLException, StoreException {
    return Sql.list(
        connection,
        this::output,
        "SELECT * FROM output WHERE " + AT_REVISION + " ORDER BY name",
        state,
        revision,
        revision);
  }

  /**
   * Operations whose result is not known.
   *
   * @param alive fence of the run that is under way: its operations still are, too
   */
  List<Operation> unfinished(Connection connection, long alive)
      throws SQLException, StoreException {
    return Sql.list(
        connection,
        this::operation,
        """
        SELECT * FROM operation
        WHERE state_id = ? AND (result IS NULL OR result = 'UNKNOWN') AND fence <> ?
        ORDER BY intended_at, id
        """,
        state,
        alive);
  }

  void apply(Connection connection, Run.Change change, long revision)
      throws SQLException, StoreException {
    switch (change) {
      case Run.Change.Put(ResourceRow row) -> {
        endResource(connection, row.address(), row.deposed(), revision);
        insert(connection, row, revision);
      }
      case Run.Change.Remove(String address, String deposed) ->
          endResource(connection, address, deposed, revision);
      case Run.Change.PutOutput(OutputRow output) -> {
        endOutput(connection, output.name(), revision);
        Sql.update(
            connection,
            "INSERT INTO output (state_id, name, value, sensitive, revision) VALUES (?, ?, ?, ?, ?)",
            state,
            output.name(),
            write(output.value(), output.sensitive(), names.output(output.name(), revision)),
            output.sensitive(),
            revision);
      }
      case Run.Change.RemoveOutput(String name) -> endOutput(connection, name, revision);
      case Run.Change.PutChecks(String document) -> checks(connection, document);
      case Run.Change.Restore(long earlier) -> restore(connection, earlier, revision);
    }
  }

  private void checks(Connection connection, @Nullable String document) throws SQLException {
    Sql.update(connection, "UPDATE state SET checks = ? WHERE id = ?", document, state);
  }

  /** Everything that belongs to the state. */
  void deleteAll(Connection connection) throws SQLException {
    for (String table : List.of("operation", "output", "resource", "revision", "lease")) {
      Sql.update(connection, "DELETE FROM " + table + " WHERE state_id = ?", state);
    }
  }

  /**
   * Only what changed since is read; a sealed document belongs to a revision and is sealed anew.
   */
  private void restore(Connection connection, long earlier, long revision)
      throws SQLException, StoreException {
    if (earlier != 0 && !isKnown(connection, earlier)) {
      throw new StoreException("The state has no revision " + earlier + ".");
    }
    List<Run.Change> changes = new ArrayList<>();
    changes.addAll(
        Sql.list(
            connection,
            row -> new Run.Change.Remove(row.getString("address"), row.getString("deposed")),
            "SELECT * FROM resource WHERE " + SINCE,
            state,
            earlier));
    changes.addAll(
        Sql.list(
            connection,
            row -> new Run.Change.RemoveOutput(row.getString("name")),
            "SELECT * FROM output WHERE " + SINCE,
            state,
            earlier));
    changes.addAll(
        Sql.list(
            connection,
            row -> new Run.Change.Put(resource(row)),
            "SELECT * FROM resource WHERE " + UNTIL,
            state,
            earlier,
            earlier));
    changes.addAll(
        Sql.list(
            connection,
            row -> new Run.Change.PutOutput(output(row)),
            "SELECT * FROM output WHERE " + UNTIL,
            state,
            earlier,
            earlier));
    for (Run.Change change : changes) {
      apply(connection, change, revision);
    }
    checks(connection, null);
  }

  private boolean isKnown(Connection connection, long revision) throws SQLException {
    return Sql.first(
            connection,
            row -> true,
            "SELECT 1 FROM revision WHERE state_id = ? AND number = ?",
            state,
            revision)
        .isPresent();
  }

  /** Records an operation that begins, or begins again after its run died. */
  boolean intend(Connection connection, Operation operation, long fence)
      throws SQLException, StoreException {
    String planned = operation.planned();
    return Sql.update(
            connection,
            """
            INSERT INTO operation
              (id, state_id, address, deposed, action, planned, sensitive, intended_at, fence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET fence = excluded.fence
            WHERE operation.state_id = excluded.state_id
              AND (operation.result IS NULL OR operation.result = 'UNKNOWN')
            """,
            operation.id(),
            state,
            operation.address(),
            operation.deposed(),
            operation.action().name(),
            planned == null
                ? null
                : write(planned, operation.sensitive(), names.operation(operation.id())),
            operation.sensitive(),
            operation.intendedAt().toEpochMilli(),
            fence)
        == 1;
  }

  /**
   * Ends an operation that is open. The condition is written so that PostgreSQL finds it by its id:
   * the index of open operations also has all those of the run that are no longer.
   */
  boolean conclude(Connection connection, String operation, Operation.Result result)
      throws SQLException {
    return Sql.update(
            connection,
            """
            UPDATE operation SET result = ?, concluded_at = ?
            WHERE id = ? AND state_id = ? AND coalesce(result, 'UNKNOWN') = 'UNKNOWN'
            """,
            result.name(),
            System.currentTimeMillis(),
            operation,
            state)
        == 1;
  }

  private void endResource(Connection connection, String address, String deposed, long revision)
      throws SQLException {
    String current = " WHERE state_id = ? AND address = ? AND deposed = ? AND ended IS NULL";
    end(connection, "resource", current, revision, List.of(state, address, deposed));
  }

  private void endOutput(Connection connection, String name, long revision) throws SQLException {
    String current = " WHERE state_id = ? AND name = ? AND ended IS NULL";
    end(connection, "output", current, revision, List.of(state, name));
  }

  /**
   * Ends a row if it is there; what the same revision made was never to be seen, and goes.
   *
   * <p>That revision is no condition of the deletion: PostgreSQL, whose statistics are older than
   * the run, takes the rows of its revision to be few, and would read them all to find one.
   */
  private static void end(
      Connection connection, String table, String current, long revision, List<Object> key)
      throws SQLException {
    Optional<Long> since =
        Sql.first(
            connection,
            row -> row.getLong(1),
            "SELECT revision FROM " + table + current,
            key.toArray());
    if (since.isEmpty()) {
      return;
    }
    if (since.get() == revision) {
      Sql.update(connection, "DELETE FROM " + table + current, key.toArray());
      return;
    }
    List<Object> arguments = new ArrayList<>(key);
    arguments.addFirst(revision);
    Sql.update(connection, "UPDATE " + table + " SET ended = ?" + current, arguments.toArray());
  }

  private void insert(Connection connection, ResourceRow row, long revision)
      throws SQLException, StoreException {
    String identity = names.resource(row.address(), row.deposed(), revision);
    Sql.update(
        connection,
        """
        INSERT INTO resource
          (state_id, address, deposed, provider, object_id, attributes, sensitive, schema_version,
           status, create_before_destroy, dependencies, revision)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        state,
        row.address(),
        row.deposed(),
        row.provider(),
        row.objectId(),
        write(row.attributes(), row.sensitive(), identity),
        row.sensitive(),
        row.schemaVersion(),
        row.status().name(),
        row.createBeforeDestroy(),
        // Addresses have no line breaks: those in keys are escaped.
        String.join("\n", row.dependencies()),
        revision);
  }

  private ResourceRow resource(ResultSet row) throws SQLException, StoreException {
    String address = row.getString("address");
    String deposed = row.getString("deposed");
    long revision = row.getLong("revision");
    boolean sensitive = row.getBoolean("sensitive");
    return new ResourceRow(
        address,
        deposed,
        row.getString("provider"),
        row.getString("object_id"),
        read(row.getBytes("attributes"), sensitive, names.resource(address, deposed, revision)),
        sensitive,
        row.getInt("schema_version"),
        ResourceRow.Status.valueOf(row.getString("status")),
        row.getBoolean("create_before_destroy"),
        row.getString("dependencies").lines().toList(),
        revision);
  }

  private OutputRow output(ResultSet row) throws SQLException, StoreException {
    String name = row.getString("name");
    boolean sensitive = row.getBoolean("sensitive");
    String identity = names.output(name, row.getLong("revision"));
    return new OutputRow(name, read(row.getBytes("value"), sensitive, identity), sensitive);
  }

  private Operation operation(ResultSet row) throws SQLException, StoreException {
    String id = row.getString("id");
    boolean sensitive = row.getBoolean("sensitive");
    byte @Nullable [] planned = row.getBytes("planned");
    return new Operation(
        id,
        row.getString("address"),
        row.getString("deposed"),
        Operation.Action.valueOf(row.getString("action")),
        planned == null ? null : read(planned, sensitive, names.operation(id)),
        sensitive,
        Instant.ofEpochMilli(row.getLong("intended_at")),
        row.getLong("fence"));
  }

  private byte[] write(String document, boolean sensitive, String identity) throws StoreException {
    return sensitive ? cipher.seal(document, identity) : document.getBytes(StandardCharsets.UTF_8);
  }

  private String read(byte[] document, boolean sensitive, String identity) throws StoreException {
    return sensitive
        ? cipher.open(document, identity)
        : new String(document, StandardCharsets.UTF_8);
  }
}
