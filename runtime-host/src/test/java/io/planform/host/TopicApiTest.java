package io.planform.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.smn.v2.SmnClient;
import com.huaweicloud.sdk.smn.v2.model.AddSubscriptionRequest;
import com.huaweicloud.sdk.smn.v2.model.AddSubscriptionRequestBody;
import com.huaweicloud.sdk.smn.v2.model.CancelSubscriptionRequest;
import com.huaweicloud.sdk.smn.v2.model.CreateTopicRequest;
import com.huaweicloud.sdk.smn.v2.model.CreateTopicRequestBody;
import com.huaweicloud.sdk.smn.v2.model.DeleteTopicRequest;
import com.huaweicloud.sdk.smn.v2.model.ListSubscriptionsByTopicRequest;
import com.huaweicloud.sdk.smn.v2.model.ListSubscriptionsItem;
import com.huaweicloud.sdk.smn.v2.model.ListTopicDetailsRequest;
import com.huaweicloud.sdk.smn.v2.model.ListTopicsRequest;
import com.huaweicloud.sdk.smn.v2.model.PublishMessageRequest;
import com.huaweicloud.sdk.smn.v2.model.PublishMessageRequestBody;
import com.huaweicloud.sdk.smn.v2.model.UpdateTopicRequest;
import com.huaweicloud.sdk.smn.v2.model.UpdateTopicRequestBody;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.host.server.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics by the official SDK, and a real endpoint that subscribes to them. */
class TopicApiTest {
  @TempDir Path home;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> types = new LinkedBlockingQueue<>();
  private TestHost host;
  private HttpServer endpoint;
  private SmnClient client;
  private String topic;

  @BeforeEach
  void start() throws Exception {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/", this::receive);
    endpoint.start();
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
    topic =
        client
            .createTopic(
                new CreateTopicRequest()
                    .withBody(new CreateTopicRequestBody().withName("alerts").withDisplayName("A")))
            .getTopicUrn();
  }

  @AfterEach
  void stop() {
    host.close();
    endpoint.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    messages.add(Json.read(exchange.getRequestBody().readAllBytes()));
    types.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-SMN-MESSAGE-TYPE")));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private JsonNode told() throws InterruptedException {
    JsonNode message = messages.poll(60, TimeUnit.SECONDS);
    assertNotNull(message, "nothing was told");
    return message;
  }

  private String subscribe() {
    String url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/alerts";
    return client
        .addSubscription(
            new AddSubscriptionRequest()
                .withTopicUrn(topic)
                .withBody(new AddSubscriptionRequestBody().withProtocol("http").withEndpoint(url)))
        .getSubscriptionUrn();
  }

  private void confirm(JsonNode asked) {
    URI url = URI.create(asked.path("subscribe_url").asText());
    assertEquals(
        200,
        host.send(
                host.host.apiAddress(),
                "GET",
                url.getRawPath() + "?" + url.getRawQuery(),
                "",
                Map.of())
            .status());
  }

  private String publish(PublishMessageRequestBody body) {
    return client
        .publishMessage(new PublishMessageRequest().withTopicUrn(topic).withBody(body))
        .getMessageId();
  }

  private List<ListSubscriptionsItem> subscriptions() {
    return client
        .listSubscriptionsByTopic(
            new ListSubscriptionsByTopicRequest().withTopicUrn(topic).withOffset(0).withLimit(10))
        .getSubscriptions();
  }

  @Test
  void theOfficialSdkMakesChangesAndDeletesTopics() {
    assertEquals(
        "urn:smn:%s:%s:alerts".formatted(host.credentials().region(), host.credentials().project()),
        topic);
    client.updateTopic(
        new UpdateTopicRequest()
            .withTopicUrn(topic)
            .withBody(new UpdateTopicRequestBody().withDisplayName("B")));
    assertEquals(
        "B",
        client
            .listTopicDetails(new ListTopicDetailsRequest().withTopicUrn(topic))
            .getDisplayName());
    assertEquals(1, client.listTopics(new ListTopicsRequest().withName("alerts")).getTopicCount());
    client.deleteTopic(new DeleteTopicRequest().withTopicUrn(topic));
    assertEquals(0, client.listTopics(new ListTopicsRequest()).getTopicCount());
  }

  @Test
  void anEndpointIsToldOnceItHasConfirmed() throws Exception {
    String subscription = subscribe();
    JsonNode asked = told();
    assertEquals("SubscriptionConfirmation", types.take());
    assertEquals(0, subscriptions().getFirst().getStatus());
    publish(new PublishMessageRequestBody().withMessage("too early"));
    confirm(asked);
    assertEquals(1, subscriptions().getFirst().getStatus());
    assertEquals(subscription, subscriptions().getFirst().getSubscriptionUrn());
    String id =
        publish(new PublishMessageRequestBody().withSubject("fire").withMessage("in the kitchen"));
    JsonNode told = told();
    assertEquals("Notification", types.take());
    assertEquals(id, told.path("message_id").asText());
    assertEquals("fire", told.path("subject").asText());
    assertEquals("in the kitchen", told.path("message").asText());
    assertEquals(topic, told.path("topic_urn").asText());
    publish(
        new PublishMessageRequestBody()
            .withMessageStructure("{\"default\":\"d\",\"http\":\"by http\",\"https\":\"s\"}"));
    assertEquals("by http", told().path("message").asText());
    client.cancelSubscription(new CancelSubscriptionRequest().withSubscriptionUrn(subscription));
    assertEquals(List.of(), subscriptions());
  }

  @Test
  void alarmsNotifyTopics() {
    String urn = host.create("hello");
    assertTrue(urn.endsWith("hello"));
    String rule =
        """
        {"alarm_name":"errors","metric":{"namespace":"SYS.FunctionGraph","metric_name":"failcount",
          "dimensions":[{"name":"package-functionname","value":"default-hello"}]},
         "condition":{"period":300,"filter":"sum","comparison_operator":">=","value":3,"count":1},
         "alarm_actions":[{"type":"notification","notificationList":["%s"]}]}""";
    String alarms = "/V1.0/" + host.credentials().project() + "/alarms";
    String address = host.host.apiAddress();
    TestHost.Answer made = host.signed(address, "POST", alarms, rule.formatted(topic), Map.of());
    assertEquals(201, made.status(), made.text());
    String path = alarms + "/" + made.json().path("alarm_id").asText();
    JsonNode shown =
        host.signed(address, "GET", path, "", Map.of()).json().path("metric_alarms").path(0);
    assertEquals(topic, shown.at("/alarm_actions/0/notificationList/0").asText());
    assertEquals("notification", shown.at("/alarm_actions/0/type").asText());
    assertEquals(
        404,
        host.signed(
                address,
                "POST",
                alarms,
                rule.formatted(topic + "-not").replace("errors", "others"),
                Map.of())
            .status());
  }

  @Test
  void secretsOfSubscriptionsAreNotShown() throws Exception {
    subscribe();
    String token = told().path("subscribe_url").asText().replaceAll(".*token=", "");
    TestHost.Answer all = host.get("/notifications/subscriptions");
    assertEquals(200, all.status());
    assertFalse(new String(all.body(), UTF_8).contains(token));
  }

  @Test
  void refusesWhatIsTakenUnknownOrNotBuilt() {
    assertEquals(409, host.call("POST", "/notifications/topics", "{\"name\":\"alerts\"}").status());
    assertEquals(400, host.call("POST", "/notifications/topics", "{\"name\":\"a b\"}").status());
    assertEquals(404, host.get("/notifications/topics/urn:smn:x:y:z").status());
    String subscriptions = "/notifications/topics/" + topic + "/subscriptions";
    assertEquals(
        406,
        host.call("POST", subscriptions, "{\"protocol\":\"email\",\"endpoint\":\"a@b.c\"}")
            .status());
    for (String url : new String[] {"ftp://x", "https://x", "http://u:p@x", "http:"}) {
      assertEquals(
          400,
          host.call(
                  "POST",
                  subscriptions,
                  "{\"protocol\":\"http\",\"endpoint\":\"%s\"}".formatted(url))
              .status(),
          url);
    }
    String publish = "/notifications/topics/" + topic + "/publish";
    assertEquals(400, host.call("POST", publish, "{\"subject\":\"x\"}").status());
    assertEquals(
        400, host.call("POST", publish, "{\"message\":\"x\",\"time_to_live\":\"0\"}").status());
    assertEquals(
        400,
        host.call("POST", publish, "{\"message\":\"" + "x".repeat(256 * 1024 + 1) + "\"}")
            .status());
    assertEquals(
        404,
        host.send(
                host.host.apiAddress(),
                "GET",
                "/v2/notifications/subscriptions/subscribe?token=guess",
                "",
                Map.of())
            .status());
  }
}
