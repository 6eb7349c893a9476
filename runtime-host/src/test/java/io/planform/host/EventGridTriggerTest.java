package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.eg.v1.EgClient;
import com.huaweicloud.sdk.eg.v1.model.ChannelCreateReq;
import com.huaweicloud.sdk.eg.v1.model.ChannelUpdateReq;
import com.huaweicloud.sdk.eg.v1.model.CloudEvents;
import com.huaweicloud.sdk.eg.v1.model.CreateChannelRequest;
import com.huaweicloud.sdk.eg.v1.model.DeleteChannelRequest;
import com.huaweicloud.sdk.eg.v1.model.ListChannelsRequest;
import com.huaweicloud.sdk.eg.v1.model.PutEventsReq;
import com.huaweicloud.sdk.eg.v1.model.PutEventsRequest;
import com.huaweicloud.sdk.eg.v1.model.PutEventsResponse;
import com.huaweicloud.sdk.eg.v1.model.ShowDetailOfChannelRequest;
import com.huaweicloud.sdk.eg.v1.model.UpdateChannelRequest;
import io.planform.host.server.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudEvents that are published to a channel call functions. */
class EventGridTriggerTest {
  @TempDir Path home;
  private TestHost host;
  private EgClient client;
  private String channel;
  private String triggers;

  @BeforeEach
  void start() throws HostException {
    open();
    channel =
        client
            .createChannel(
                new CreateChannelRequest()
                    .withBody(new ChannelCreateReq().withName("orders").withDescription("new")))
            .getId();
    triggers = "/fgs/triggers/" + host.create("hello");
  }

  private void open() throws HostException {
    host = new TestHost(home);
    client =
        EgClient.newBuilder()
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

  /**
   * @param more fields of {@code event_data}, with {@code '} for quotes
   */
  private TestHost.Answer watch(String more) {
    return host.call(
        "POST",
        triggers,
        "{\"trigger_type_code\":\"EVENTGRID\",\"event_data\":{\"channel_id\":\"%s\",\"trigger_name\":\"new\"%s}}"
            .formatted(channel, more.replace('\'', '"')));
  }

  private static CloudEvents event(String id, String type, Object data) {
    return new CloudEvents()
        .withId(id)
        .withSource("shop")
        .withSpecversion("1.0")
        .withType(type)
        .withSubject("order/" + id)
        .withDatacontenttype("application/json")
        .withTime("2026-01-31T08:00:00Z")
        .withData(data);
  }

  private PutEventsResponse publish(CloudEvents... events) {
    return client.putEvents(
        new PutEventsRequest()
            .withChannelId(channel)
            .withBody(new PutEventsReq().withEvents(List.of(events))));
  }

  private JsonNode called() throws Exception {
    FakeInvoker.Call call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    assertNotNull(call, "nothing was called");
    return Json.read(call.event().payload());
  }

  @Test
  void anEventCallsTheFunctionAsItIs() throws Exception {
    assertEquals(201, watch(",'source_name':'shop','channel_name':'orders'").status());
    PutEventsResponse answer = publish(event("1", "paid", Map.of("amount", 3)));
    assertEquals(0, answer.getFailedCount());
    assertEquals("1", answer.getEvents().getFirst().getEventId());
    JsonNode event = called();
    assertEquals("shop", event.path("source").asText());
    assertEquals("paid", event.path("type").asText());
    assertEquals("order/1", event.path("subject").asText());
    assertEquals("1.0", event.path("specversion").asText());
    assertEquals("{\"amount\":3}", event.path("data").toString());
  }

  @Test
  void onlyWhatIsWantedCalls() throws Exception {
    assertEquals(
        201,
        watch(
                ",'event_types':['paid','sent'],'filter':{'data':{'amount':[{'op':'NumberGreaterThan','value':10}]}}")
            .status());
    publish(
        event("1", "made", Map.of("amount", 20)),
        event("2", "paid", Map.of("amount", 5)),
        event("3", "sent", Map.of("amount", 20)));
    assertEquals("3", called().path("id").asText());
  }

  @Test
  void anEventThatIsPublishedAgainCallsOnceAlsoAfterARestart() throws Exception {
    watch("");
    publish(event("1", "paid", Map.of()), event("1", "paid", Map.of()));
    assertEquals("1", called().path("id").asText());
    host.close();
    open();
    publish(event("1", "paid", Map.of()), event("2", "paid", Map.of()));
    assertEquals("2", called().path("id").asText());
  }

  @Test
  void takesTheModesOfCloudEventsOverHttp() throws Exception {
    watch("");
    send(
        "{\"specversion\":\"1.0\",\"id\":\"s\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"x\"}",
        Map.of("Content-Type", "application/cloudevents+json; charset=UTF-8"));
    assertEquals("x", called().path("data").asText());
    send(
        "[{\"specversion\":\"1.0\",\"id\":\"b\",\"source\":\"/s\",\"type\":\"t\",\"priority\":1}]",
        Map.of("Content-Type", "application/cloudevents-batch+json"));
    assertEquals(1, called().path("priority").asInt());
    Map<String, String> attributes =
        Map.of("ce-specversion", "1.0", "ce-source", "/a%20b+c", "ce-type", "t");
    send("{\"a\":1}", with(attributes, "j", "application/json"));
    JsonNode binary = called();
    assertEquals("/a b+c", binary.path("source").asText());
    assertEquals(1, binary.at("/data/a").asInt());
    assertEquals("application/json", binary.path("datacontenttype").asText());
    send("gr\u00fc\u00dfe", with(attributes, "t", "text/plain"));
    assertEquals("gr\u00fc\u00dfe", called().path("data").asText());
    send("abc", with(attributes, "o", "application/octet-stream"));
    assertEquals("YWJj", called().path("data_base64").asText());
  }

  private static Map<String, String> with(Map<String, String> attributes, String id, String type) {
    Map<String, String> headers = new java.util.HashMap<>(attributes);
    headers.put("ce-id", id);
    headers.put("Content-Type", type);
    return headers;
  }

  private void send(String body, Map<String, String> headers) {
    TestHost.Answer answer = post(body, headers);
    assertEquals(200, answer.status(), answer.text());
  }

  private TestHost.Answer post(String body, Map<String, String> headers) {
    return called("/channels/" + channel + "/events", body, headers);
  }

  private TestHost.Answer called(String path, String body, Map<String, String> headers) {
    return host.signed(
        host.host.apiAddress(),
        "POST",
        "/v1/" + host.credentials().project() + path,
        body,
        headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'events':[]} | a list of events",
        "{'events':[{'id':'1','source':'s','type':'t'}]} | specversion",
        "{'events':[{'id':'1','source':'s','type':'t','specversion':'0.3'}]} | it can be 1.0",
        "{'events':[{'id':'','source':'s','type':'t','specversion':'1.0'}]} | attribute id",
        "{'events':[{'id':'1','source':'s','type':'t','specversion':'1.0','time':'noon'}]} | noon",
        "{'events':[{'id':'1','source':'s','type':'t','specversion':'1.0','My':1}]} | My",
        "{'events':[{'id':'1','source':'s','type':'t','specversion':'1.0','x':{}}]} | attribute x",
        "{'events':[{'id':'1','source':'s','type':'t','specversion':'1.0','data':1,'data_base64':''}]} | not both",
        "nonsense | not JSON",
      })
  void refusesWhatIsNoEvent(String body, String reason) {
    TestHost.Answer answer =
        post(body.replace('\'', '"'), Map.of("Content-Type", "application/json"));
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains(reason), answer.text());
  }

  @Test
  void refusesTriggersThatCannotBe() {
    assertEquals("FSS.0404", watch(",'channel_name':'other'").code());
    assertEquals("FSS.0400", watch(",'source_name':'HC.OBS.DWR'").code());
    assertEquals("FSS.0400", watch(",'bucket':'b'").code());
    assertEquals("FSS.0400", watch(",'filter':{'type':[{'op':'Like'}]}").code());
    assertEquals(201, watch("").status());
    assertEquals("FSS.0409", watch("").code());
  }

  @Test
  void channelsAreShownChangedAndDeleted() {
    client.updateChannel(
        new UpdateChannelRequest()
            .withChannelId(channel)
            .withBody(new ChannelUpdateReq().withDescription("paid")));
    var shown = client.showDetailOfChannel(new ShowDetailOfChannelRequest().withChannelId(channel));
    assertEquals("paid", shown.getDescription());
    assertEquals("CUSTOM", shown.getProviderType().getValue());
    assertEquals(1, client.listChannels(new ListChannelsRequest().withName("orders")).getTotal());
    assertEquals("FSS.0409", called("/channels", "{\"name\":\"orders\"}", Map.of()).code());
    client.deleteChannel(new DeleteChannelRequest().withChannelId(channel));
    assertEquals(0, client.listChannels(new ListChannelsRequest()).getItems().size());
    assertEquals("FSS.0404", watch("").code());
  }
}
