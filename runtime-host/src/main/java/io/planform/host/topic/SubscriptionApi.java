package io.planform.host.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.notice.Outbox;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Subscriptions and publishing, as Simple Message Notification's API has them. */
public final class SubscriptionApi {
  /** Where endpoints confirm: without signature, by the token that they were sent. */
  public static final String CONFIRMATION = "/v2/notifications/subscriptions/subscribe";

  private static final String TOPIC = "/v2/{project_id}/notifications/topics/{topic_urn}";
  private static final String OF_TOPIC = TOPIC + "/subscriptions";
  private static final String ALL = "/v2/{project_id}/notifications/subscriptions";
  private static final int LARGEST_MESSAGE = 256 * 1024;
  private static final int LONGEST_SUBJECT = 512;
  private static final int LONGEST_REMARK = 128;
  private static final int LARGEST_PAGE = 100;

  private final Topics topics;
  private final String owner;

  /**
   * @param owner of all subscriptions: the project
   */
  public SubscriptionApi(Topics topics, String owner) {
    this.topics = topics;
    this.owner = owner;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("AddSubscription", "POST", OF_TOPIC, this::create),
        Route.of("ListSubscriptionsByTopic", "GET", OF_TOPIC, this::listOfTopic),
        Route.of("UpdateSubscription", "PUT", OF_TOPIC + "/{subscription_urn}", this::update),
        Route.of("ListSubscriptions", "GET", ALL, this::list),
        Route.of("CancelSubscription", "DELETE", ALL + "/{subscription_urn}", this::delete),
        Route.of("PublishMessage", "POST", TOPIC + "/publish", this::publish));
  }

  private Response create(Request request) {
    Topic topic = topics.topic(request.parameter("topic_urn"));
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("protocol", "endpoint", "remark"));
    String protocol = fields.requiredText("protocol");
    URI endpoint = endpoint(protocol, fields.requiredText("endpoint"));
    Subscription subscription =
        new Subscription(
            topic.urn() + ":" + Topics.newId(),
            topic.urn(),
            protocol,
            endpoint,
            remark(fields),
            false,
            Topics.newId() + Topics.newId());
    String confirmation =
        "http://%s%s?token=%s"
            .formatted(
                request.header("host").orElse("127.0.0.1"), CONFIRMATION, subscription.token());
    return topics.done(
        Operation.of(request),
        Response.json(201, TopicApi.answer(request).put("subscription_urn", subscription.urn())),
        connection -> {
          if (TopicTable.subscriptions(connection, topic.urn()).stream()
              .anyMatch(each -> each.endpoint().equals(endpoint))) {
            throw new ApiException(
                FgsError.FSS_0409, "The endpoint subscribes to the topic already.");
          }
          TopicTable.put(connection, subscription);
          topics.ask(connection, subscription, confirmation);
        });
  }

  private static URI endpoint(String protocol, String text) {
    if (protocol.equals(Topics.FUNCTION)) {
      throw new ApiException(
          FgsError.FSS_0406,
          "Functions subscribe by triggers of type SMN: make one of the function %s."
              .formatted(text));
    }
    if (!protocol.equals("http") && !protocol.equals("https")) {
      throw new ApiException(
          FgsError.FSS_0406,
          "This runtime host tells subscribers by http and https, not by %s.".formatted(protocol));
    }
    try {
      URI endpoint = URI.create(text);
      if (protocol.equals(endpoint.getScheme())
          && endpoint.getHost() != null
          && endpoint.getUserInfo() == null) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, as other addresses are.
    }
    throw ApiException.invalid(
        "The field endpoint is an address that begins with %s://, without user and password."
            .formatted(protocol));
  }

  private static String remark(Fields fields) {
    String remark = fields.text("remark").orElse("");
    if (remark.length() > LONGEST_REMARK) {
      throw ApiException.invalid(
          "The field remark has %d characters at most.".formatted(LONGEST_REMARK));
    }
    return remark;
  }

  private Response listOfTopic(Request request) {
    return listed(request, topics.subscriptions(topics.topic(request.parameter("topic_urn"))));
  }

  private Response list(Request request) {
    return listed(request, topics.subscriptions());
  }

  private Response listed(Request request, List<Subscription> found) {
    ObjectNode document = TopicApi.answer(request).put("subscription_count", found.size());
    ArrayNode list = document.putArray("subscriptions");
    page(request, found).forEach(each -> list.add(each.toJson(owner)));
    return Response.json(200, document);
  }

  /** What a list shows by {@code offset} and {@code limit}. */
  static <T> List<T> page(Request request, List<T> all) {
    return all.stream()
        .skip(number(request, "offset", 0, Integer.MAX_VALUE))
        .limit(number(request, "limit", LARGEST_PAGE, LARGEST_PAGE))
        .toList();
  }

  private static int number(Request request, String name, int usual, int most) {
    String text = request.argument(name).orElse("");
    try {
      int number = text.isEmpty() ? usual : Integer.parseInt(text);
      if (number >= 0) {
        return Math.min(number, most);
      }
    } catch (NumberFormatException e) {
      // Refused below, as negative ones are.
    }
    throw ApiException.invalid("The parameter %s is a number from 0.".formatted(name));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("remark"));
    Subscription changed =
        topics.subscription(request.parameter("subscription_urn")).withRemark(remark(fields));
    return topics.done(
        Operation.of(request),
        Response.json(200, TopicApi.answer(request)),
        connection -> TopicTable.put(connection, changed));
  }

  private Response delete(Request request) {
    Subscription subscription = topics.subscription(request.parameter("subscription_urn"));
    return topics.done(
        Operation.of(request),
        Response.json(200, TopicApi.answer(request)),
        connection -> {
          TopicTable.delete(connection, subscription);
          Outbox.forget(connection, subscription.urn());
        });
  }

  private Response publish(Request request) {
    String topic = request.parameter("topic_urn");
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("subject", "message", "message_structure", "time_to_live"));
    String subject = fields.text("subject").orElse("");
    if (subject.length() > LONGEST_SUBJECT) {
      throw ApiException.invalid(
          "The field subject has %d characters at most.".formatted(LONGEST_SUBJECT));
    }
    Map<String, String> messages = messages(fields);
    Duration life = life(fields);
    String id = Topics.newId();
    return topics.done(
        Operation.of(request),
        Response.json(200, TopicApi.answer(request).put("message_id", id)),
        connection -> topics.publish(connection, topic, id, subject, messages, life));
  }

  /** One message, or one for each protocol beside a default one. */
  private static Map<String, String> messages(Fields fields) {
    String structure = fields.text("message_structure").orElse("");
    Map<String, String> messages = new HashMap<>();
    if (structure.isEmpty()) {
      messages.put("default", fields.requiredText("message"));
    } else {
      read(structure)
          .properties()
          .forEach(each -> messages.put(each.getKey(), each.getValue().asText()));
      if (!messages.containsKey("default")) {
        throw ApiException.invalid("The field message_structure has a message \"default\".");
      }
    }
    long bytes =
        messages.values().stream()
            .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .sum();
    if (bytes == 0 || bytes > LARGEST_MESSAGE) {
      throw ApiException.invalid("A message has 1 byte to 256 KB.");
    }
    return messages;
  }

  private static JsonNode read(String structure) {
    try {
      return Json.read(structure);
    } catch (JsonProcessingException e) {
      throw ApiException.invalid("The field message_structure is not valid JSON.");
    }
  }

  private static Duration life(Fields fields) {
    String text = fields.text("time_to_live").orElse("");
    try {
      long seconds = text.isEmpty() ? 3600 : Long.parseLong(text);
      if (seconds >= 1 && seconds <= Topics.USUAL_LIFE.toSeconds()) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      // Refused below, as other texts are.
    }
    throw ApiException.invalid("The field time_to_live is a text of 1 to 86400 seconds.");
  }

  /** Serves {@link #CONFIRMATION}. */
  public Response confirm(Request request) {
    Subscription confirmed = topics.confirm(request.argument("token").orElse(""));
    return Response.json(200, TopicApi.answer(request).put("subscription_urn", confirmed.urn()));
  }
}
