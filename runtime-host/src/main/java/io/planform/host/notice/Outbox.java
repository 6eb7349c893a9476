package io.planform.host.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.storage.HostDatabase;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices, durable until their endpoints have answered with 2xx. They may be told twice: a host
 * that dies between an answer and its note of it asks again, with the same {@code
 * X-Planform-Notice}.
 */
public final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final long TICK_MILLIS = 1000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int AT_ONCE = 20;
  private static final int MOST = 10_000;

  private final HostDatabase database;
  private final InstantSource clock;
  private final Webhook webhook = new Webhook();
  private final ReentrantLock delivering = new ReentrantLock();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("notices").daemon().factory());

  public Outbox(HostDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Kept(long id, Notice notice, int attempts) {}

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  public void start() {
    timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      deliver();
    } catch (RuntimeException e) {
      LOG.warn("notices: {}", e.toString());
    }
  }

  /** Adds a notice, in the transaction of what it tells of; beyond many the oldest are given up. */
  public static void add(Connection connection, Notice notice, long now) throws SQLException {
    ObjectNode headers = Json.object();
    notice.headers().forEach(headers::put);
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO notice (subscription, url, headers, body, attempts, due_at, expires_at)
                VALUES (?, ?, ?, ?, 0, ?, ?)
                """);
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM notice WHERE id <= (SELECT max(id) FROM notice) - " + MOST)) {
      insert.setString(1, notice.subscription());
      insert.setString(2, notice.url().toString());
      insert.setString(3, headers.toString());
      insert.setString(4, notice.body());
      insert.setLong(5, now);
      insert.setLong(6, notice.expiresAt());
      insert.executeUpdate();
      delete.executeUpdate();
    }
  }

  /** Gives up what a subscription has not been told. */
  public static void forget(Connection connection, String subscription) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM notice WHERE subscription = ?")) {
      delete.setString(1, subscription);
      delete.executeUpdate();
    }
  }

  /** Tells what is due; returns when each endpoint has answered or failed to. */
  public void deliver() {
    delivering.lock();
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      database
          .read(connection -> due(connection, clock.millis()))
          .forEach(kept -> calls.execute(() -> deliver(kept)));
    } finally {
      delivering.unlock();
    }
  }

  private void deliver(Kept kept) {
    boolean told = webhook.tell(kept.notice(), kept.id());
    long now = clock.millis();
    boolean over = now > kept.notice().expiresAt();
    if (!told && over) {
      LOG.warn("{} is given up", kept.notice());
    }
    try {
      database.write(
          connection -> {
            if (told || over) {
              delete(connection, kept.id());
            } else {
              postpone(connection, kept, now);
            }
            return told;
          });
    } catch (ApiException e) {
      LOG.warn("the outbox cannot be written: {}", e.getMessage());
    }
  }

  private static List<Kept> due(Connection connection, long now) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM notice WHERE due_at <= ? ORDER BY due_at, id LIMIT " + AT_ONCE)) {
      select.setLong(1, now);
      ResultSet row = select.executeQuery();
      List<Kept> due = new ArrayList<>();
      while (row.next()) {
        due.add(
            new Kept(
                row.getLong("id"),
                new Notice(
                    row.getString("subscription"),
                    URI.create(row.getString("url")),
                    headers(row.getString("headers")),
                    row.getString("body"),
                    row.getLong("expires_at")),
                row.getInt("attempts")));
      }
      return due;
    }
  }

  private static Map<String, String> headers(String json) {
    try {
      Map<String, String> headers = new HashMap<>();
      Json.read(json)
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
      return headers;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored headers are not JSON", e);
    }
  }

  private static void delete(Connection connection, long id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM notice WHERE id = ?")) {
      delete.setLong(1, id);
      delete.executeUpdate();
    }
  }

  private static void postpone(Connection connection, Kept kept, long now) throws SQLException {
    long pause =
        Math.min(FIRST_PAUSE.toMillis() << Math.min(kept.attempts(), 20), LONGEST_PAUSE.toMillis());
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE notice SET attempts = attempts + 1, due_at = ? WHERE id = ?")) {
      update.setLong(1, now + pause);
      update.setLong(2, kept.id());
      update.executeUpdate();
    }
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    webhook.close();
  }
}
