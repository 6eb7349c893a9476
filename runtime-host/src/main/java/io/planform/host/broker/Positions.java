package io.planform.host.broker;

import io.planform.host.storage.HostDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** Up to where the sources of triggers were read whose servers do not remember that themselves. */
public record Positions(HostDatabase database) {

  public Optional<String> find(String trigger) {
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT position FROM trigger_position WHERE trigger_id = ?")) {
            select.setString(1, trigger);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  /** Remembers it durably, unless the trigger is gone. */
  public void keep(String trigger, String position) {
    database.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO trigger_position (trigger_id, position)
                  SELECT id, ? FROM event_trigger WHERE id = ?
                  ON CONFLICT (trigger_id) DO UPDATE SET position = excluded.position
                  """)) {
            insert.setString(1, position);
            insert.setString(2, trigger);
            return insert.executeUpdate();
          }
        });
  }
}
