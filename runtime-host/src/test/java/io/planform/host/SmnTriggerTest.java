package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.smn.v2.SmnClient;
import com.huaweicloud.sdk.smn.v2.model.CreateTopicRequest;
import com.huaweicloud.sdk.smn.v2.model.CreateTopicRequestBody;
import com.huaweicloud.sdk.smn.v2.model.DeleteTopicRequest;
import com.huaweicloud.sdk.smn.v2.model.ListSubscriptionsByTopicRequest;
import com.huaweicloud.sdk.smn.v2.model.ListSubscriptionsItem;
import com.huaweicloud.sdk.smn.v2.model.PublishMessageRequest;
import com.huaweicloud.sdk.smn.v2.model.PublishMessageRequestBody;
import io.planform.host.server.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the official SDK publishes to topics calls functions. */
class SmnTriggerTest {
  @TempDir Path home;
  private TestHost host;
  private SmnClient client;
  private String topic;
  private String triggers;

  @BeforeEach
  void start() throws HostException {
    open();
    topic =
        client
            .createTopic(
                new CreateTopicRequest().withBody(new CreateTopicRequestBody().withName("orders")))
            .getTopicUrn();
    triggers = "/fgs/triggers/" + host.create("hello");
  }

  private void open() throws HostException {
    host = new TestHost(home);
    client =
        SmnClient.newBuilder()
            .withCredential(
                new BasicCredentials()
                    .withAk(host.credentials().accessKey())
                    .withSk(host.credentials().secretKey())
                    .withProjectId(host.credentials().project()))
            .withEndpoint(host.host.apiAddress())
            .build();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer create(String topicUrn) {
    return host.call(
        "POST",
        triggers,
        "{\"trigger_type_code\":\"SMN\",\"event_data\":{\"topic_urn\":\"%s\"}}"
            .formatted(topicUrn));
  }

  private String publish(String message) {
    return client
        .publishMessage(
            new PublishMessageRequest()
                .withTopicUrn(topic)
                .withBody(new PublishMessageRequestBody().withSubject("new").withMessage(message)))
        .getMessageId();
  }

  private JsonNode event() throws Exception {
    FakeInvoker.Call call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    assertNotNull(call, "nothing was called");
    return Json.read(call.event().payload());
  }

  @Test
  void aMessageCallsTheFunctionWithTheGuidesEvent() throws Exception {
    assertEquals(201, create(topic).status());
    String id = publish("{\"order\":1}");
    JsonNode event = event();
    assertEquals("hello", event.path("functionname").asText());
    JsonNode record = event.path("record").get(0);
    assertEquals("1.0", record.path("event_version").asText());
    assertEquals("smn", record.path("event_source").asText());
    assertEquals(host.urn("hello"), record.path("event_subscription_urn").asText());
    assertEquals(topic, record.at("/smn/topic_urn").asText());
    assertEquals("{\"order\":1}", record.at("/smn/message").asText());
    assertEquals("new", record.at("/smn/subject").asText());
    assertEquals(id, record.at("/smn/message_id").asText());
    assertTrue(record.at("/smn/message_attributes").isNull());
  }

  @Test
  void messagesCallEachFunctionInTheirOrderAndOnce() throws Exception {
    create(topic);
    for (int i = 0; i < 40; i++) {
      publish("m" + i);
    }
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      assertTrue(seen.add(event().at("/record/0/smn/message").asText()));
    }
    assertEquals(40, seen.size());
  }

  @Test
  void whatWasPublishedBeforeARestartIsDelivered() throws Exception {
    create(topic);
    publish("first");
    event();
    host.close();
    open();
    publish("second");
    assertEquals("second", event().at("/record/0/smn/message").asText());
  }

  @Test
  void theSubscriptionIsInTheTopicsList() {
    create(topic);
    List<ListSubscriptionsItem> found =
        client
            .listSubscriptionsByTopic(
                new ListSubscriptionsByTopicRequest()
                    .withTopicUrn(topic)
                    .withOffset(0)
                    .withLimit(10))
            .getSubscriptions();
    assertEquals(1, found.size());
    assertEquals("functionstage", found.getFirst().getProtocol());
    assertEquals(host.urn("hello") + ":latest", found.getFirst().getEndpoint());
    assertEquals(1, found.getFirst().getStatus());
  }

  @Test
  void refusesATopicThatIsNotThereAndTheSameOneTwice() {
    assertEquals("FSS.1171", create(topic + "x").code());
    assertEquals(201, create(topic).status());
    assertEquals("FSS.1141", create(topic).code());
  }

  @Test
  void theTriggerTellsHowItsSourceDoes() {
    String id = create(topic).json().path("trigger_id").asText();
    JsonNode shown = host.get(triggers + "/SMN/" + id).json();
    while (shown.at("/source/state").asText().equals("OPENING")) {
      Thread.onSpinWait();
      shown = host.get(triggers + "/SMN/" + id).json();
    }
    assertEquals("RUNNING", shown.at("/source/state").asText());
    client.deleteTopic(new DeleteTopicRequest().withTopicUrn(topic));
    publishRefused();
  }

  private void publishRefused() {
    assertEquals(
        404,
        host.call("POST", "/notifications/topics/" + topic + "/publish", "{\"message\":\"x\"}")
            .status());
  }
}
