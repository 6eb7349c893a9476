package io.planform.host.bucket.store;

import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes what happens to objects, in the transaction in which it happens, for each trigger that
 * wants to know; what is noted stays until it is taken. Safe for use by many threads.
 */
public final class ObjectEvents {
  private final HostDatabase database;

  /** By bucket, by the trigger's id. */
  private final Map<String, Map<String, Watch>> watches = new ConcurrentHashMap<>();

  public ObjectEvents(HostDatabase database) {
    this.database = database;
  }

  /**
   * What a trigger wants to know.
   *
   * @param woken is called when something was noted for it
   */
  public record Watch(
      String trigger,
      String bucket,
      Set<ObjectEvent.Kind> kinds,
      String prefix,
      String suffix,
      Runnable woken) {

    boolean wants(ObjectEvent event) {
      return kinds.contains(event.kind())
          && event.key().startsWith(prefix)
          && event.key().endsWith(suffix);
    }
  }

  /** Notes events for a trigger from now on, in the place of what it wanted before. */
  public void watch(Watch watch) {
    watches
        .computeIfAbsent(watch.bucket(), _ -> new ConcurrentHashMap<>())
        .put(watch.trigger(), watch);
    watches.forEach(
        (bucket, of) -> {
          if (!bucket.equals(watch.bucket())) {
            of.remove(watch.trigger());
          }
        });
  }

  /** A trigger is gone. */
  public void forget(String trigger) {
    watches.values().forEach(ofBucket -> ofBucket.remove(trigger));
  }

  private Collection<Watch> of(String bucket) {
    return watches.getOrDefault(bucket, Map.of()).values();
  }

  /** Notes an event, in the transaction of what it tells of. */
  public void note(Connection connection, ObjectEvent event) throws SQLException {
    for (Watch watch : of(event.bucket())) {
      if (watch.wants(event) && !insert(connection, watch.trigger(), event)) {
        forget(watch.trigger());
      }
    }
  }

  /** False for a trigger that is gone, unannounced with its function. */
  private static boolean insert(Connection connection, String trigger, ObjectEvent event)
      throws SQLException {
    return Sql.update(
            connection,
            """
        INSERT INTO object_event
          (trigger_id, kind, bucket, key, size, etag, at, principal, address, request)
        SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM event_trigger WHERE id = ?
        """,
            event.kind().name(),
            event.bucket(),
            event.key(),
            event.size(),
            event.etag(),
            event.at(),
            event.origin().principal(),
            event.origin().address(),
            event.origin().request(),
            trigger)
        > 0;
  }

  /** What was noted of a bucket is durable. */
  void wake(String bucket) {
    of(bucket).forEach(watch -> watch.woken().run());
  }

  /** What was noted for a trigger and is not taken, in order. */
  public List<ObjectEvent> next(String trigger, int most) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                ObjectEvents::event,
                "SELECT * FROM object_event WHERE trigger_id = ? ORDER BY id LIMIT ?",
                trigger,
                most));
  }

  private static ObjectEvent event(ResultSet row) throws SQLException {
    return new ObjectEvent(
        row.getLong("id"),
        ObjectEvent.Kind.valueOf(row.getString("kind")),
        row.getString("bucket"),
        row.getString("key"),
        row.getLong("size"),
        row.getString("etag"),
        row.getLong("at"),
        new ObjectEvent.Origin(
            row.getString("principal"), row.getString("address"), row.getString("request")));
  }

  /** Forgets what was noted for a trigger, up to an event. */
  public void taken(String trigger, ObjectEvent last) {
    database.write(
        connection ->
            Sql.update(
                connection,
                "DELETE FROM object_event WHERE trigger_id = ? AND id <= ?",
                trigger,
                last.id()));
  }
}
