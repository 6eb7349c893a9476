package io.planform.host.alarm;

import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What webhooks are to be told, durable until they have answered with 2xx. They may be told twice:
 * a host that dies between an answer and its note of it asks again, with the same {@code
 * X-Planform-Notice}.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int AT_ONCE = 20;
  private static final int MOST = 1000;

  private final HostDatabase database;
  private final Webhook webhook;
  private final InstantSource clock;

  Outbox(HostDatabase database, Webhook webhook, InstantSource clock) {
    this.database = database;
    this.webhook = webhook;
    this.clock = clock;
  }

  private record Notice(long id, URI url, String body, int attempts, long createdAt) {}

  /** Adds a notice, in the transaction of what it tells of; beyond many the oldest are given up. */
  static void add(Connection connection, URI url, String body, long now) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO alarm_notice (url, body, attempts, created_at, due_at)
                VALUES (?, ?, 0, ?, ?)
                """);
        PreparedStatement delete =
            connection.prepareStatement(
                """
                DELETE FROM alarm_notice
                WHERE id <= (SELECT max(id) FROM alarm_notice) - %d
                """
                    .formatted(MOST))) {
      insert.setString(1, url.toString());
      insert.setString(2, body);
      insert.setLong(3, now);
      insert.setLong(4, now);
      insert.executeUpdate();
      delete.executeUpdate();
    }
  }

  /** Tells what is due; returns when each webhook has answered or failed to. */
  void deliver() {
    List<Notice> due = database.read(connection -> due(connection, clock.millis()));
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(notice -> calls.execute(() -> deliver(notice)));
    }
  }

  private void deliver(Notice notice) {
    boolean told = webhook.tell(notice.url(), notice.id(), notice.body());
    long now = clock.millis();
    boolean over = now - notice.createdAt() > KEPT.toMillis();
    if (!told && over) {
      LOG.warn("a webhook at {} was not told of an alarm", notice.url().getHost());
    }
    try {
      database.write(
          connection -> {
            if (told || over) {
              delete(connection, notice.id());
            } else {
              postpone(connection, notice, now);
            }
            return told;
          });
    } catch (ApiException e) {
      LOG.warn("the outbox of alarms cannot be written: {}", e.getMessage());
    }
  }

  private static List<Notice> due(Connection connection, long now) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM alarm_notice WHERE due_at <= ? ORDER BY due_at LIMIT " + AT_ONCE)) {
      select.setLong(1, now);
      ResultSet row = select.executeQuery();
      List<Notice> notices = new ArrayList<>();
      while (row.next()) {
        notices.add(
            new Notice(
                row.getLong("id"),
                URI.create(row.getString("url")),
                row.getString("body"),
                row.getInt("attempts"),
                row.getLong("created_at")));
      }
      return notices;
    }
  }

  private static void delete(Connection connection, long id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM alarm_notice WHERE id = ?")) {
      delete.setLong(1, id);
      delete.executeUpdate();
    }
  }

  private static void postpone(Connection connection, Notice notice, long now) throws SQLException {
    long pause =
        Math.min(
            FIRST_PAUSE.toMillis() << Math.min(notice.attempts(), 20), LONGEST_PAUSE.toMillis());
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE alarm_notice SET attempts = attempts + 1, due_at = ? WHERE id = ?")) {
      update.setLong(1, now + pause);
      update.setLong(2, notice.id());
      update.executeUpdate();
    }
  }
}
