package io.planform.host.ingestion;

import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Sql;
import java.util.List;
import java.util.Optional;

/** How far those are who read streams: the tables {@code app} and {@code checkpoint}. */
record Checkpoints(HostDatabase records) {

  /**
   * @param createdAt milliseconds since 1970
   */
  record App(String name, String id, long createdAt) {}

  /**
   * @param note what the reader noted beside; may be empty
   */
  record Checkpoint(long sequence, String note) {}

  List<App> apps() {
    return records.read(
        connection ->
            Sql.list(
                connection,
                row ->
                    new App(row.getString("name"), row.getString("id"), row.getLong("created_at")),
                "SELECT * FROM app ORDER BY name"));
  }

  Optional<App> app(String name) {
    return apps().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** False where there is one of the name. */
  boolean create(App app) {
    return records.write(
            connection ->
                Sql.update(
                    connection,
                    "INSERT INTO app VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    app.name(),
                    app.id(),
                    app.createdAt()))
        > 0;
  }

  /** With its checkpoints. */
  void delete(App app) {
    records.write(
        connection -> {
          Sql.update(connection, "DELETE FROM app WHERE name = ?", app.name());
          return Sql.update(connection, "DELETE FROM checkpoint WHERE consumer = ?", app.name());
        });
  }

  Optional<Checkpoint> find(String consumer, Partition partition) {
    return records.read(
        connection ->
            Sql.first(
                connection,
                row -> new Checkpoint(row.getLong("sequence"), row.getString("note")),
                """
                SELECT sequence, note FROM checkpoint
                WHERE consumer = ? AND stream = ? AND partition = ?
                """,
                consumer,
                partition.stream().id(),
                partition.number()));
  }

  /** The ids of the streams of which a reader has noted something. */
  List<String> streams(String consumer) {
    return records.read(
        connection ->
            Sql.list(
                connection,
                row -> row.getString(1),
                "SELECT DISTINCT stream FROM checkpoint WHERE consumer = ?",
                consumer));
  }

  void put(String consumer, Partition partition, Checkpoint checkpoint) {
    records.write(
        connection ->
            Sql.update(
                connection,
                """
                INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (consumer, stream, partition) DO UPDATE
                SET (sequence, note) = (excluded.sequence, excluded.note)
                """,
                consumer,
                partition.stream().id(),
                partition.number(),
                checkpoint.sequence(),
                checkpoint.note()));
  }

  /** Of one partition. */
  void delete(String consumer, Partition partition) {
    records.write(
        connection ->
            Sql.update(
                connection,
                "DELETE FROM checkpoint WHERE consumer = ? AND stream = ? AND partition = ?",
                consumer,
                partition.stream().id(),
                partition.number()));
  }

  /** Of all streams. */
  void delete(String consumer) {
    records.write(
        connection ->
            Sql.update(connection, "DELETE FROM checkpoint WHERE consumer = ?", consumer));
  }
}
