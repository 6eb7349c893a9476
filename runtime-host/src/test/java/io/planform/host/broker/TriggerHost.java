package io.planform.host.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import io.planform.host.server.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A host whose functions note the events that they get. */
public final class TriggerHost implements AutoCloseable {
  /** Far more than anything takes on the slowest machine. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  public final TestHost host;

  public TriggerHost(Path home) throws HostException {
    host = new TestHost(home);
  }

  /** A new function and an active trigger of it; what the API answers. */
  public JsonNode trigger(String function, String type, ObjectNode eventData) {
    String urn = host.create(function);
    TestHost.Answer answer = create(urn, type, eventData);
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    return answer.json();
  }

  public TestHost.Answer create(String urn, String type, ObjectNode eventData) {
    ObjectNode body = Json.object();
    body.put("trigger_type_code", type);
    body.put("trigger_status", "ACTIVE");
    body.set("event_data", eventData);
    return host.call("POST", "/fgs/triggers/" + urn, body.toString());
  }

  /** As the API shows it now. */
  public JsonNode shown(String function, JsonNode trigger) {
    return host.get(path(function, trigger)).json();
  }

  public TestHost.Answer update(String function, JsonNode trigger, String body) {
    return host.call("PUT", path(function, trigger), body);
  }

  private String path(String function, JsonNode trigger) {
    return "/fgs/triggers/%s/%s/%s"
        .formatted(
            host.urn(function),
            trigger.path("trigger_type_code").textValue(),
            trigger.path("trigger_id").textValue());
  }

  public void awaitRunning(String function, JsonNode trigger) {
    await(
        () -> shown(function, trigger).path("source").path("state").asText().equals("RUNNING"),
        () -> shown(function, trigger).toString());
  }

  /** The error that the trigger's source shows when it has failed. */
  public String awaitFailure(String function, JsonNode trigger) {
    await(
        () -> shown(function, trigger).path("source").path("state").asText().equals("FAILED"),
        () -> shown(function, trigger).toString());
    return shown(function, trigger).path("source").path("error").asText();
  }

  /** The events that a function got so far. */
  public List<JsonNode> events(String function) {
    List<JsonNode> events = new ArrayList<>();
    host.invoker.calls.stream()
        .filter(call -> call.function().name().equals(function))
        .forEach(
            call -> {
              try {
                events.add(Json.read(call.event().payload()));
              } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new AssertionError(e);
              }
            });
    return events;
  }

  /** The messages of those events. */
  public List<String> messages(String function) {
    List<String> messages = new ArrayList<>();
    for (JsonNode event : events(function)) {
      for (JsonNode entry : event.path("records")) {
        entry.path("messages").forEach(message -> messages.add(message.asText()));
      }
    }
    return messages;
  }

  public void awaitMessages(String function, int count) {
    await(() -> messages(function).size() >= count, () -> messages(function).toString());
  }

  public static void await(BooleanSupplier condition, Supplier<String> instead) {
    Instant last = Instant.now().plus(LONGEST_WAIT);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(last)) {
        throw new AssertionError("still " + instead.get());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
