package io.planform.host.topic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.notice.Notice;
import io.planform.host.notice.Outbox;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** All topics and their subscriptions, durable in the host's database. */
public final class Topics {
  static final Duration USUAL_LIFE = Duration.ofDays(1);
  private static final String TYPE = "type";

  /** The protocol of functions; their subscriptions are triggers. */
  static final String FUNCTION = "functionstage";

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final InstantSource clock;

  public Topics(HostDatabase database, OperationLedger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** A change of the tables. */
  interface Change {
    void on(Connection connection) throws SQLException;
  }

  /** Makes a change, once for each operation. */
  Response done(Operation operation, Response answer, Change change) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          Optional<Response> known = ledger.recall(connection, operation);
          if (known.isEmpty()) {
            change.on(connection);
            ledger.remember(connection, operation, answer);
          }
          return known.orElse(answer);
        });
  }

  List<Topic> topics() {
    return database.read(TopicTable::topics);
  }

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  Topic topic(String urn) {
    return database
        .read(connection -> TopicTable.find(connection, urn))
        .orElseThrow(() -> missing(urn));
  }

  public boolean has(String urn) {
    return database.read(connection -> has(connection, urn));
  }

  public boolean has(Connection connection, String urn) throws SQLException {
    return TopicTable.find(connection, urn).isPresent();
  }

  private static ApiException missing(String urn) {
    return new ApiException(FgsError.FSS_0404, "There is no topic %s.".formatted(urn));
  }

  /** All, those of functions included. */
  List<Subscription> subscriptions() {
    return database.read(
        connection ->
            with(TopicTable.functions(connection, ""), TopicTable.subscriptions(connection)));
  }

  List<Subscription> subscriptions(Topic topic) {
    return database.read(
        connection ->
            with(
                TopicTable.functions(connection, topic.urn()),
                TopicTable.subscriptions(connection, topic.urn())));
  }

  private static List<Subscription> with(List<Subscription> some, List<Subscription> others) {
    return Stream.concat(others.stream(), some.stream()).toList();
  }

  Subscription subscription(String urn) {
    return database
        .read(connection -> TopicTable.subscription(connection, urn))
        .orElseThrow(
            () ->
                new ApiException(FgsError.FSS_0404, "There is no subscription %s.".formatted(urn)));
  }

  /**
   * Confirms the subscription whose endpoint was given the token.
   *
   * @throws ApiException FSS.0404 where there is none
   */
  Subscription confirm(String token) {
    return database.write(
        connection -> {
          Subscription subscription =
              TopicTable.byToken(connection, token)
                  .orElseThrow(
                      () ->
                          new ApiException(
                              FgsError.FSS_0404, "There is no subscription of this token."));
          TopicTable.put(connection, subscription.asConfirmed());
          return subscription;
        });
  }

  /**
   * @throws ApiException FSS.0404 where there is no such topic
   */
  public void check(String urn) {
    topic(urn);
  }

  /** Publishes the same to everybody who has confirmed, in a transaction of its own. */
  public void publish(String urn, String id, String subject, byte[] message) {
    Map<String, String> messages = Map.of("default", new String(message, StandardCharsets.UTF_8));
    database.write(
        connection -> {
          publish(connection, urn, id, subject, messages, USUAL_LIFE);
          return true;
        });
  }

  /** Asks an endpoint whether it wants to be told, in the transaction of its subscription. */
  void ask(Connection connection, Subscription subscription, String confirmation)
      throws SQLException {
    long now = clock.millis();
    String id = newId();
    ObjectNode body =
        Json.object()
            .put(TYPE, "SubscriptionConfirmation")
            .put("topic_urn", subscription.topic())
            .put("message_id", id)
            .put(
                "message",
                "You are invited to subscribe to topic: %s. To confirm this subscription, visit the subscribe_url in this message."
                    .formatted(subscription.topic()))
            .put("subscribe_url", confirmation)
            .put("timestamp", Topic.time(now));
    tell(connection, subscription, "SubscriptionConfirmation", id, body, now, USUAL_LIFE);
  }

  /**
   * Publishes to everybody who has confirmed, in the caller's transaction.
   *
   * @param id of the message
   * @param messages by protocol; that of {@code default} for those without one
   * @throws ApiException FSS.0404 where there is no such topic
   */
  public void publish(
      Connection connection,
      String topic,
      String id,
      String subject,
      Map<String, String> messages,
      Duration life)
      throws SQLException {
    if (TopicTable.find(connection, topic).isEmpty()) {
      throw missing(topic);
    }
    long now = clock.millis();
    TopicTable.tellTriggers(
        connection, topic, message(topic, id, subject, messages, FUNCTION, now).toString());
    for (Subscription each : TopicTable.subscriptions(connection, topic)) {
      if (each.confirmed()) {
        ObjectNode body = message(topic, id, subject, messages, each.protocol(), now);
        tell(connection, each, "Notification", id, body, now, life);
      }
    }
  }

  private static ObjectNode message(
      String topic,
      String id,
      String subject,
      Map<String, String> messages,
      String protocol,
      long now) {
    return Json.object()
        .put(TYPE, "Notification")
        .put("topic_urn", topic)
        .put("message_id", id)
        .put("subject", subject)
        .put("message", messages.getOrDefault(protocol, messages.getOrDefault("default", "")))
        .put("timestamp", Topic.time(now));
  }

  private static void tell(
      Connection connection,
      Subscription subscription,
      String type,
      String id,
      ObjectNode body,
      long now,
      Duration life)
      throws SQLException {
    Map<String, String> headers =
        Map.of(
            "X-SMN-MESSAGE-TYPE",
            type,
            "X-SMN-MESSAGE-ID",
            id,
            "X-SMN-TOPIC-URN",
            subscription.topic(),
            "X-SMN-SUBSCRIPTION-URN",
            subscription.urn());
    Outbox.add(
        connection,
        new Notice(
            subscription.urn(),
            subscription.endpoint(),
            headers,
            body.toString(),
            now + life.toMillis()),
        now);
  }

  public static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
