package io.planform.host.function;

import io.planform.host.code.FunctionCode;
import io.planform.host.filesystem.Mounts;
import io.planform.host.storage.HostDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The columns of code and configuration, which functions and their published versions share. */
final class SnapshotColumns {
  static final String NAMES =
      "runtime, handler, timeout, memory, description, initializer, initializer_timeout,"
          + " temporary_storage, max_instances, concurrency, image, code_type, code_filename,"
          + " code_digest, code_size, code_stored, dependencies, environment, revision, modified_at,"
          + " pre_stop, pre_stop_timeout, dynamic_memory, code_url,"
          + " streams, image_options, logging, heartbeat, class_isolation, agency,"
          + " execution_agency, mounts, networking, subnet";
  static final String PLACES =
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  private final HostDatabase database;

  SnapshotColumns(HostDatabase database) {
    this.database = database;
  }

  /** Sets the first parameters and returns the number of the next one. */
  int bind(PreparedStatement statement, FunctionEntry entry) throws SQLException {
    FunctionSettings settings = entry.settings();
    FunctionCode code = entry.code();
    statement.setString(1, settings.runtime());
    statement.setString(2, settings.handler());
    statement.setInt(3, settings.timeoutSeconds());
    statement.setInt(4, settings.memoryMegabytes());
    statement.setString(5, settings.description());
    statement.setString(6, settings.initializer());
    statement.setInt(7, settings.initializerTimeoutSeconds());
    statement.setInt(8, settings.temporaryMegabytes());
    statement.setInt(9, settings.maxInstances());
    statement.setInt(10, settings.concurrency());
    CustomImage image = settings.image();
    statement.setString(11, image == null ? "" : image.reference());
    statement.setString(12, code.type());
    statement.setString(13, code.fileName());
    statement.setString(14, code.digest());
    statement.setLong(15, code.size());
    statement.setString(16, code.stored());
    statement.setString(17, DependencyColumn.write(code.dependencies()));
    statement.setBytes(
        18, database.seal(settings.userData().json(), identity(entry.version().id())));
    statement.setLong(19, entry.revision());
    statement.setString(20, entry.modifiedAt().toString());
    statement.setString(21, settings.preStop());
    statement.setInt(22, settings.preStopTimeoutSeconds());
    statement.setBoolean(23, settings.dynamicMemory());
    statement.setString(24, code.link());
    statement.setBoolean(25, settings.streams());
    statement.setString(26, image == null ? "" : image.toJson().toString());
    statement.setString(27, settings.logging().toJson());
    statement.setString(28, settings.java().heartbeat());
    statement.setBoolean(29, settings.java().classIsolation());
    statement.setString(30, settings.agencies().configuration());
    statement.setString(31, settings.agencies().own());
    statement.setString(32, settings.mounts().toText());
    Networking networking = settings.networking();
    statement.setString(33, networking.toJson().toString());
    statement.setString(34, networking.subnet().isEmpty() ? null : networking.subnet());
    return 35;
  }

  /**
   * @param id of the row, which seals its environment
   */
  FunctionSettings settings(ResultSet row, String id) throws SQLException {
    return new FunctionSettings(
        row.getString("runtime"),
        row.getString("handler"),
        row.getInt("timeout"),
        row.getInt("memory"),
        row.getString("description"),
        row.getString("initializer"),
        row.getInt("initializer_timeout"),
        row.getString("pre_stop"),
        row.getInt("pre_stop_timeout"),
        row.getInt("temporary_storage"),
        row.getInt("max_instances"),
        row.getInt("concurrency"),
        row.getBoolean("dynamic_memory"),
        row.getBoolean("streams"),
        new JavaOptions(row.getString("heartbeat"), row.getBoolean("class_isolation")),
        Logging.ofJson(row.getString("logging")),
        new Agencies(row.getString("agency"), row.getString("execution_agency")),
        Mounts.ofText(row.getString("mounts")),
        image(row),
        Networking.ofJson(row.getString("networking")),
        UserData.ofJson(database.open(row.getBytes("environment"), identity(id))));
  }

  /** Before there were options there was the name alone. */
  private static @Nullable CustomImage image(ResultSet row) throws SQLException {
    String reference = row.getString("image");
    String options = row.getString("image_options");
    if (reference.isEmpty()) {
      return null;
    }
    return options.isEmpty() ? CustomImage.plain(reference) : CustomImage.ofJson(options);
  }

  FunctionCode code(ResultSet row) throws SQLException {
    return new FunctionCode(
        row.getString("code_type"),
        row.getString("code_filename"),
        row.getString("code_digest"),
        row.getLong("code_size"),
        row.getString("code_stored"),
        DependencyColumn.read(row.getString("dependencies")),
        row.getString("code_url"));
  }

  private static String identity(String id) {
    return "function " + id + " environment";
  }
}
