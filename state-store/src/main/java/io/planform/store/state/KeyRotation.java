package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.database.Database;
import io.planform.store.database.Sql;
import io.planform.store.secret.EnvelopeCipher;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals everything of a database with the newest key, in batches that are each durable. One that
 * dies leaves documents of both keys, which can be read as before; the next goes on with the rest.
 */
final class KeyRotation {
  private static final int BATCH = 200;

  private final Database database;
  private final EnvelopeCipher cipher;
  private final CrashPoint crashPoint;

  KeyRotation(Database database, EnvelopeCipher cipher, CrashPoint crashPoint) {
    this.database = database;
    this.cipher = cipher;
    this.crashPoint = crashPoint;
  }

  /** A column of sealed documents. */
  private enum Kind {
    RESOURCE("resource", "attributes") {
      @Override
      String name(DocumentNames names, ResultSet row) throws SQLException {
        return names.resource(
            row.getString("address"), row.getString("deposed"), row.getLong("revision"));
      }
    },
    OUTPUT("output", "value") {
      @Override
      String name(DocumentNames names, ResultSet row) throws SQLException {
        return names.output(row.getString("name"), row.getLong("revision"));
      }
    },
    OPERATION("operation", "planned") {
      @Override
      String name(DocumentNames names, ResultSet row) throws SQLException {
        return names.operation(row.getString("id"));
      }
    };

    private final String table;
    private final String column;

    Kind(String table, String column) {
      this.table = table;
      this.column = column;
    }

    abstract String name(DocumentNames names, ResultSet row) throws SQLException;
  }

  private record Place(Kind kind, DocumentNames names, String address) {}

  private record Sealed(String name, byte[] document) {}

  /** Whether documents wait that an older key sealed. */
  boolean isUnderWay() throws StoreException {
    return !waiting().isEmpty();
  }

  /**
   * Seals what waits and returns how many documents.
   *
   * @throws StoreException also if one cannot be opened; those before it are done
   */
  int finish() throws StoreException {
    int done = 0;
    for (List<Place> waiting = waiting(); !waiting.isEmpty(); waiting = waiting()) {
      int sealed = 0;
      for (int from = 0; from < waiting.size(); from += BATCH) {
        sealed += seal(waiting.subList(from, Math.min(from + BATCH, waiting.size())));
      }
      if (sealed == 0) {
        throw new StoreException(
            "Somebody else changes the state. What was encrypted anew stays so; run this again.");
      }
      done += sealed;
    }
    return done;
  }

  private List<Place> waiting() throws StoreException {
    byte[] mark = cipher.mark();
    return database.read(
        connection -> {
          List<Place> places = new ArrayList<>();
          for (Kind kind : Kind.values()) {
            places.addAll(waiting(connection, kind, mark));
          }
          return places;
        });
  }

  private List<Place> waiting(Connection connection, Kind kind, byte[] mark) throws SQLException {
    return Sql.list(
        connection,
        row -> new Place(kind, new DocumentNames(row.getString(1)), row.getString(2)),
        """
        SELECT lineage, %1$s.%2$s FROM %1$s JOIN state ON state.id = state_id
        WHERE sensitive AND substr(%3$s, 1, ?) <> ?
        """
            .formatted(kind.table, database.rowAddress().column(), kind.column),
        mark.length,
        mark);
  }

  private int seal(List<Place> places) throws StoreException {
    int sealed =
        database.write(
            connection -> {
              int rows = 0;
              for (Place place : places) {
                rows += seal(connection, place);
              }
              crashPoint.reached("rotate written");
              return rows;
            });
    crashPoint.reached("rotate durable");
    return sealed;
  }

  /** Only the row that was read is written: at its address there may be another one by now. */
  private int seal(Connection connection, Place place) throws SQLException, StoreException {
    Kind kind = place.kind();
    Database.RowAddress address = database.rowAddress();
    String at = " WHERE %s = CAST(? AS %s)".formatted(address.column(), address.type());
    Sealed found =
        Sql.first(
                connection,
                row -> new Sealed(kind.name(place.names(), row), row.getBytes(kind.column)),
                "SELECT * FROM " + kind.table + at + " AND sensitive",
                place.address())
            .orElse(null);
    if (found == null) {
      return 0;
    }
    return Sql.update(
        connection,
        "UPDATE %1$s SET %2$s = ? %3$s AND %2$s = ?".formatted(kind.table, kind.column, at),
        cipher.seal(cipher.open(found.document(), found.name()), found.name()),
        place.address(),
        found.document());
  }
}
