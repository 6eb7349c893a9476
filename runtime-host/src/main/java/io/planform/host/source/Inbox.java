package io.planform.host.source;

import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was published for triggers. It is written in the transaction of whoever publishes, and read
 * by the triggers' sources.
 */
public final class Inbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final long TICK_MILLIS = 200;
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final int READ_AT_ONCE = 32;

  private final HostDatabase database;

  /** Sources that wait, by the trigger's id. */
  private final Map<String, Semaphore> sources = new ConcurrentHashMap<>();

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("trigger-inbox").daemon().factory());

  public Inbox(HostDatabase database) {
    this.database = database;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  public void start() {
    timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      if (!sources.isEmpty()) {
        database.read(Inbox::waiting).forEach(this::wake);
      }
    } catch (ApiException e) {
      LOG.warn("what was published for triggers cannot be read: {}", e.getMessage());
    }
  }

  private void wake(String trigger) {
    Semaphore source = sources.get(trigger);
    if (source != null && source.availablePermits() == 0) {
      source.release();
    }
  }

  private static List<String> waiting(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT DISTINCT trigger_id FROM trigger_inbox")) {
      List<String> triggers = new ArrayList<>();
      ResultSet row = select.executeQuery();
      while (row.next()) {
        triggers.add(row.getString(1));
      }
      return triggers;
    }
  }

  /**
   * Something that was published.
   *
   * @param id grows in the order in which it was
   * @param text JSON
   */
  record Message(long id, String text) {}

  /** Waits a while until there is something for a trigger, and reads the first of it. */
  List<Message> await(String trigger) throws InterruptedException {
    Semaphore published = new Semaphore(0);
    sources.put(trigger, published);
    try {
      List<Message> messages = read(trigger);
      return messages.isEmpty() && published.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
          ? read(trigger)
          : messages;
    } finally {
      sources.remove(trigger);
    }
  }

  private List<Message> read(String trigger) {
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, message FROM trigger_inbox WHERE trigger_id = ? ORDER BY id LIMIT ?")) {
            select.setString(1, trigger);
            select.setInt(2, READ_AT_ONCE);
            ResultSet row = select.executeQuery();
            List<Message> messages = new ArrayList<>();
            while (row.next()) {
              messages.add(new Message(row.getLong(1), row.getString(2)));
            }
            return messages;
          }
        });
  }

  /** Forgets all up to a message. */
  void done(String trigger, Message last) {
    database.write(
        connection ->
            Sql.update(
                connection,
                "DELETE FROM trigger_inbox WHERE trigger_id = ? AND id <= ?",
                trigger,
                last.id()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
