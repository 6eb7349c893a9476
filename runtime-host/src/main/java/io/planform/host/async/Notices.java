package io.planform.host.async;

import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What services are to be told of invocations, durable until they have heard. One that is told
 * twice, by a host that died between, has the same object key, message id or partition key.
 */
public final class Notices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 9;
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int AT_ONCE = 20;

  private final HostDatabase database;
  private final NoticeTargets targets;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("async-notices").daemon().factory());

  /** The next look; the timer's thread alone knows of it. */
  private @Nullable Future<?> next;

  private record Stored(
      long id,
      Destination.ToService destination,
      String name,
      byte[] body,
      int attempts,
      long createdAt) {

    /** Without the body: it is the user's data. */
    @Override
    public String toString() {
      return "%s for %s %s".formatted(name, destination.service(), destination.target());
    }
  }

  /**
   * @param database that of the queue
   */
  public Notices(HostDatabase database, NoticeTargets targets, InstantSource clock) {
    this.database = database;
    this.targets = targets;
    this.clock = clock;
    timer.setRemoveOnCancelPolicy(true);
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Writes what an earlier host has left, and from now on what is added. */
  void start() {
    timer.execute(this::deliver);
  }

  /**
   * Adds a notice in the transaction that ends its invocation; one for a function is no concern.
   */
  void add(Connection connection, QueuedInvocation invocation, Notice notice) throws SQLException {
    if (notice.destination() instanceof Destination.ToService service) {
      Sql.update(
          connection,
          """
          INSERT INTO notice (service, target, name, body, attempts, created_at, due_at)
          VALUES (?, ?, ?, ?, 0, ?, 0)
          """,
          service.service(),
          service.target(),
          service.name(invocation.requestId()),
          notice.body(),
          clock.millis());
    }
  }

  /** A notice was added and is durable. */
  void wake(Optional<Notice> notice) {
    if (notice.filter(one -> one.destination() instanceof Destination.ToService).isPresent()) {
      timer.execute(this::deliver);
    }
  }

  private void deliver() {
    try {
      database.read(connection -> due(connection, clock.millis())).forEach(this::deliver);
      database.read(Notices::nextDue).ifPresent(at -> deliverIn(at - clock.millis()));
    } catch (RuntimeException e) {
      LOG.warn("notices of asynchronous invocations: {}", e.toString());
      deliverIn(FIRST_PAUSE.toMillis());
    }
  }

  private void deliverIn(long millis) {
    if (next != null) {
      next.cancel(false);
    }
    next = timer.schedule((Runnable) this::deliver, millis, TimeUnit.MILLISECONDS);
  }

  private void deliver(Stored notice) {
    Optional<String> trouble = write(notice);
    boolean over = clock.millis() - notice.createdAt() > KEPT.toMillis();
    if (trouble.isPresent() && over) {
      LOG.error("{} is given up", notice);
    }
    database.write(
        connection ->
            trouble.isEmpty() || over
                ? Sql.update(connection, "DELETE FROM notice WHERE id = ?", notice.id())
                : postpone(connection, notice));
  }

  /** What went wrong. */
  private Optional<String> write(Stored notice) {
    try {
      targets.tell(notice.destination(), notice.name(), notice.body());
      return Optional.empty();
    } catch (ApiException | IOException e) {
      LOG.warn("{}: {}", notice, e.getMessage());
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private int postpone(Connection connection, Stored notice) throws SQLException {
    long pause = FIRST_PAUSE.toMillis() << Math.min(notice.attempts(), MOST_DOUBLINGS);
    return Sql.update(
        connection,
        "UPDATE notice SET attempts = attempts + 1, due_at = ? WHERE id = ?",
        clock.millis() + pause,
        notice.id());
  }

  private static List<Stored> due(Connection connection, long now) throws SQLException {
    return Sql.list(
        connection,
        row ->
            new Stored(
                row.getLong("id"),
                Destination.stored(row.getString("service"), row.getString("target")),
                row.getString("name"),
                row.getBytes("body"),
                row.getInt("attempts"),
                row.getLong("created_at")),
        "SELECT * FROM notice WHERE due_at <= ? ORDER BY due_at, id LIMIT ?",
        now,
        AT_ONCE);
  }

  private static Optional<Long> nextDue(Connection connection) throws SQLException {
    return Sql.first(
        connection, row -> row.getLong(1), "SELECT due_at FROM notice ORDER BY due_at LIMIT 1");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
