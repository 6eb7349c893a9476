package io.planform.host.reservation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.reservation.Reservation;
import io.planform.host.reservation.StoredReservation.AliasOf;
import io.planform.host.reservation.StoredReservation.Target;
import io.planform.host.reservation.StoredReservation.Version;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code reservation}: rows to reservations and back. */
final class ReservationTable {
  private static final String SELECT =
      """
      SELECT r.id, r.function_id, f.urn, r.version_id, v.name, r.alias_id, a.name, r.settings
      FROM reservation r JOIN function f ON f.id = r.function_id
      LEFT JOIN function_version v ON v.id = r.version_id
      LEFT JOIN function_alias a ON a.id = r.alias_id
      """;

  private ReservationTable() {}

  static List<StoredReservation> all(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "ORDER BY r.id")) {
      return rows(select.executeQuery());
    }
  }

  static List<StoredReservation> of(Connection connection, String functionId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE r.function_id = ? ORDER BY r.id")) {
      select.setString(1, functionId);
      return rows(select.executeQuery());
    }
  }

  private static List<StoredReservation> rows(ResultSet row) throws SQLException {
    List<StoredReservation> rows = new ArrayList<>();
    while (row.next()) {
      rows.add(
          new StoredReservation(
              row.getLong(1),
              row.getString(2),
              FunctionUrn.parse(row.getString(3)).orElseThrow(),
              target(row.getString(5), row.getString(6), row.getString(7)),
              settings(row.getString(8))));
    }
    return rows;
  }

  private static Target target(
      @Nullable String version, @Nullable String aliasId, @Nullable String alias) {
    if (aliasId != null && alias != null) {
      return new AliasOf(aliasId, alias);
    }
    return new Version(version == null ? FunctionUrn.LATEST : version);
  }

  private static Reservation settings(String text) {
    try {
      return ReservationJson.parse(Fields.of(Json.read(text), "reservation."));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored reservation is no JSON", e);
    }
  }

  /** Puts it in the place of the one before, if there is one. */
  static void put(Connection connection, Owner owner, Reservation settings) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO reservation (function_id, version_id, alias_id, settings, greatest)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (function_id, COALESCE(version_id, ''), COALESCE(alias_id, ''))
            DO UPDATE SET settings = excluded.settings, greatest = excluded.greatest
            """)) {
      bind(insert, owner);
      insert.setString(4, ReservationJson.write(settings, "count").toString());
      insert.setInt(5, settings.greatest());
      insert.executeUpdate();
    }
  }

  /** How many instances all of them together may name. */
  static long greatest(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT COALESCE(SUM(greatest), 0) FROM reservation")) {
      return select.executeQuery().getLong(1);
    }
  }

  static void delete(Connection connection, Owner owner) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM reservation WHERE function_id = ? AND version_id IS ? AND alias_id IS ?")) {
      bind(delete, owner);
      delete.executeUpdate();
    }
  }

  /** What a reservation is for, by ids; both null for {@code latest}. */
  record Owner(String functionId, @Nullable String versionId, @Nullable String aliasId) {}

  private static void bind(PreparedStatement statement, Owner owner) throws SQLException {
    statement.setString(1, owner.functionId());
    statement.setString(2, owner.versionId());
    statement.setString(3, owner.aliasId());
  }
}
