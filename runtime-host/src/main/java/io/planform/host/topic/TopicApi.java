package io.planform.host.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.iam.Credentials;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Topics as Simple Message Notification's API has them. */
public final class TopicApi {
  private static final String TOPICS = "/v2/{project_id}/notifications/topics";
  private static final String TOPIC = TOPICS + "/{topic_urn}";
  private static final String TAGS = "/v2/{project_id}/smn_topic/{topic_name}/tags";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w-]{0,254}");
  private static final int LONGEST_DISPLAY_NAME = 192;
  private static final int MOST_TOPICS = 3000;
  private static final int MOST_TAGS = 20;

  private final Topics topics;
  private final Credentials credentials;
  private final InstantSource clock;

  public TopicApi(Topics topics, Credentials credentials, InstantSource clock) {
    this.topics = topics;
    this.credentials = credentials;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateTopic", "POST", TOPICS, this::create),
        Route.of("ListTopics", "GET", TOPICS, this::list),
        Route.of("ListTopicDetails", "GET", TOPIC, this::show),
        Route.of("UpdateTopic", "PUT", TOPIC, this::update),
        Route.of("DeleteTopic", "DELETE", TOPIC, this::delete),
        Route.of("ListTopicAttributes", "GET", TOPIC + "/attributes", this::attributes),
        Route.of("UpdateTopicAttribute", "PUT", TOPIC + "/attributes/{name}", this::attribute),
        Route.of("ListTopicTags", "GET", TAGS, this::tags),
        Route.of("ChangeTopicTags", "POST", TAGS + "/action", this::tag));
  }

  private String urn(String name) {
    return "urn:smn:%s:%s:%s".formatted(credentials.region(), credentials.project(), name);
  }

  static ObjectNode answer(Request request) {
    return Json.object().put("request_id", request.id());
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("name", "display_name", "enterprise_project_id"));
    String name = fields.requiredText("name");
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "The field name has 1 to 255 letters, digits, _ and -, and begins with a letter or digit.");
    }
    long now = clock.millis();
    Topic topic =
        new Topic(urn(name), Topics.newId(), name, displayName(fields), "", Map.of(), now, now);
    Response answer = Response.json(201, answer(request).put("topic_urn", topic.urn()));
    return topics.done(
        Operation.of(request),
        answer,
        connection -> {
          List<Topic> others = TopicTable.topics(connection);
          if (others.stream().anyMatch(each -> each.urn().equals(topic.urn()))) {
            throw new ApiException(FgsError.FSS_0409, "There is a topic %s.".formatted(name));
          }
          if (others.size() >= MOST_TOPICS) {
            throw ApiException.invalid("There are %d topics at most.".formatted(MOST_TOPICS));
          }
          TopicTable.put(connection, topic);
        });
  }

  private static String displayName(Fields fields) {
    String text = fields.text("display_name").orElse("");
    if (text.length() > LONGEST_DISPLAY_NAME) {
      throw ApiException.invalid(
          "The field display_name has %d characters at most.".formatted(LONGEST_DISPLAY_NAME));
    }
    return text;
  }

  private Response list(Request request) {
    String name = request.argument("name").orElse("");
    String part = request.argument("fuzzy_name").orElse("");
    List<Topic> found =
        topics.topics().stream()
            .filter(each -> name.isEmpty() || each.name().equals(name))
            .filter(each -> each.name().contains(part))
            .toList();
    ObjectNode document = answer(request).put("topic_count", found.size());
    ArrayNode list = document.putArray("topics");
    SubscriptionApi.page(request, found).forEach(topic -> list.add(topic.toJson()));
    return Response.json(200, document);
  }

  private Topic topic(Request request) {
    return topics.topic(request.parameter("topic_urn"));
  }

  private Response show(Request request) {
    return Response.json(200, answer(request).setAll(topic(request).toJson()));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("display_name"));
    Topic topic = topic(request).withDisplayName(displayName(fields), clock.millis());
    return changed(request, topic);
  }

  private Response changed(Request request, Topic topic) {
    return topics.done(
        Operation.of(request),
        Response.json(200, answer(request)),
        connection -> TopicTable.put(connection, topic));
  }

  private Response delete(Request request) {
    Topic topic = topic(request);
    return topics.done(
        Operation.of(request),
        Response.json(200, answer(request)),
        connection -> TopicTable.delete(connection, topic));
  }

  private Response attributes(Request request) {
    Topic topic = topic(request);
    ObjectNode document = answer(request);
    document
        .putObject("attributes")
        .put("access_policy", "")
        .put("introduction", topic.introduction());
    return Response.json(200, document);
  }

  /** There is one account, which may publish to all of its topics. */
  private Response attribute(Request request) {
    Topic topic = topic(request);
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("value"));
    String value = fields.requiredText("value");
    return switch (request.parameter("name")) {
      case "introduction" -> changed(request, topic.withIntroduction(value, clock.millis()));
      case "access_policy" -> {
        if (!value.isEmpty()) {
          throw new ApiException(
              FgsError.FSS_0406,
              "This runtime host has one account; topics have no access policies.");
        }
        yield changed(request, topic);
      }
      default -> throw ApiException.invalid("A topic has no attribute of this name.");
    };
  }

  private Response tags(Request request) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("tags");
    topics
        .topic(urn(request.parameter("topic_name")))
        .tags()
        .forEach((key, value) -> list.addObject().put("key", key).put("value", value));
    return Response.json(200, document);
  }

  private Response tag(Request request) {
    Topic topic = topics.topic(urn(request.parameter("topic_name")));
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("action", "tags"));
    Map<String, String> tags = new TreeMap<>(topic.tags());
    for (JsonNode each :
        fields
            .array("tags")
            .orElseThrow(() -> ApiException.invalid("The field tags is required."))) {
      Fields tag = Fields.of(each, "tags.");
      switch (fields.requiredText("action")) {
        case "create" -> tags.put(tag.requiredText("key"), tag.text("value").orElse(""));
        case "delete" -> tags.remove(tag.requiredText("key"));
        default -> throw ApiException.invalid("The field action is create or delete.");
      }
    }
    if (tags.size() > MOST_TAGS) {
      throw ApiException.invalid("There are %d tags at most.".formatted(MOST_TAGS));
    }
    Topic changed = topic.withTags(tags);
    return topics.done(
        Operation.of(request),
        Response.noContent(),
        connection -> TopicTable.put(connection, changed));
  }
}
