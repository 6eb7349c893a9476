package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API Gateway's API, and what the gateway makes of it. */
class GatewayApiTest {
  private static final String RELEASE = "DEFAULT_ENVIRONMENT_RELEASE_ID";

  private static final CloseableHttpClient CLIENT = HttpClients.createDefault();

  @TempDir Path home;
  private TestHost host;
  private String urn;
  private String instance;
  private String group;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    urn = host.create("hello");
    functionsTellTheirNames();
    instance =
        "/apigw/instances/"
            + made(
                    "/apigw/instances",
                    """
                    {"instance_name":"main","spec_id":"BASIC","vpc_id":"v","subnet_id":"s",
                     "security_group_id":"g"}""")
                .path("instance_id")
                .asText();
    group = made(instance + "/api-groups", "{\"name\":\"shop\"}").path("id").asText();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void functionsTellTheirNames() {
    host.invoker.behaviour =
        (function, event) ->
            answer(
                "{\"statusCode\":200,\"body\":\"%s %s\"}"
                    .formatted(function.name(), function.version()));
  }

  private static Invocation.Answer answer(String json) {
    return new Invocation.Answer(json.getBytes(StandardCharsets.UTF_8), FakeInvoker.SUMMARY);
  }

  private JsonNode made(String path, String body) {
    TestHost.Answer answer = host.call("POST", path, body);
    assertEquals(2, answer.status() / 100, answer.text());
    return answer.json();
  }

  private String api(String name, String path, String more) {
    return made(instance + "/apis", document(name, path, more)).path("id").asText();
  }

  private String document(String name, String path, String more) {
    return """
        {"name":"%s","type":1,"req_protocol":"HTTP","req_method":"GET","req_uri":"%s",
         "backend_type":"FUNCTION","group_id":"%s",
         "func_info":{"function_urn":"%s","version":"latest","timeout":5000}%s}"""
        .formatted(name, path, group, urn, more);
  }

  private TestHost.Answer act(String action, String api, String environment) {
    return host.call(
        "POST",
        instance + "/apis/action",
        "{\"action\":\"%s\",\"api_id\":\"%s\",\"env_id\":\"%s\"}"
            .formatted(action, api, environment));
  }

  /** To the group's host name, unless the headers name another one. */
  private TestHost.Answer get(String path, Map<String, String> headers) {
    ClassicRequestBuilder request =
        ClassicRequestBuilder.get(host.host.gatewayAddress() + path)
            .addHeader("Host", headers.getOrDefault("Host", group + ".localhost"));
    headers.forEach(request::setHeader);
    try {
      return CLIENT.execute(
          request.build(),
          answer ->
              new TestHost.Answer(
                  answer.getCode(), Map.of(), EntityUtils.toByteArray(answer.getEntity())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int status(String path) {
    return get(path, Map.of()).status();
  }

  @Test
  void servesAnApiWhileItIsPublishedInTheEnvironment() throws HostException {
    String test = made(instance + "/envs", "{\"name\":\"TEST\"}").path("id").asText();
    String api = api("hello", "/hello/{id}", "");
    assertEquals(404, status("/hello/7"));
    assertEquals(201, act("online", api, test).status());
    assertEquals(404, status("/hello/7"));
    assertEquals("hello latest", get("/hello/7", Map.of("X-Stage", "TEST")).text());
    assertEquals(201, act("online", api, RELEASE).status());
    assertEquals("hello latest", get("/hello/7", Map.of()).text());
    JsonNode event = event(2);
    assertEquals("RELEASE", event.at("/requestContext/stage").textValue());
    assertEquals(api, event.at("/requestContext/apiId").textValue());
    assertEquals("7", event.at("/pathParameters/id").textValue());
    assertEquals("FSS.0409", host.call("DELETE", instance + "/apis/" + api, "").code());
    host.close();
    host = new TestHost(home);
    functionsTellTheirNames();
    assertEquals(200, status("/hello/7"));
    assertEquals(204, act("offline", api, RELEASE).status());
    assertEquals(404, status("/hello/7"));
    assertEquals("FSS.0404", act("offline", api, RELEASE).code());
  }

  private JsonNode event(int number) {
    for (int i = 1; i < number; i++) {
      host.invoker.calls.remove();
    }
    return new TestHost.Answer(200, Map.of(), host.invoker.calls.remove().event().payload()).json();
  }

  @Test
  void servesWhatWasPublishedUntilItIsPublishedAgain() {
    String api = api("hello", "/one", "");
    act("online", api, RELEASE);
    String one = instance + "/apis/" + api;
    assertEquals(200, host.call("PUT", one, document("hello", "/two", "")).status());
    assertEquals(200, status("/one"));
    act("online", api, RELEASE);
    assertEquals(404, status("/one"));
    assertEquals(200, status("/two"));
    JsonNode versions = host.get(instance + "/apis/publish/" + api).json().path("api_versions");
    assertEquals(2, versions.size());
    String first = versions.get(1).path("version_id").textValue();
    host.call("PUT", instance + "/apis/publish/" + api, "{\"version_id\":\"%s\"}".formatted(first));
    assertEquals(200, status("/one"));
    assertEquals(404, status("/two"));
  }

  @Test
  void refusesARouteThatIsTaken() {
    act("online", api("one", "/x/{id}", ""), RELEASE);
    assertEquals("FSS.1147", act("online", api("two", "/x/{name}", ""), RELEASE).code());
    assertEquals("FSS.1147", trigger("/x/{id}", RELEASE, "RELEASE", "NONE").code());
    assertEquals(201, trigger("/y", RELEASE, "RELEASE", "NONE").status());
    assertEquals("FSS.1147", act("online", api("three", "/y", ""), RELEASE).code());
  }

  private TestHost.Answer trigger(String path, String environment, String name, String auth) {
    return host.call(
        "POST",
        "/fgs/triggers/" + urn,
        TriggerApiTest.api("t", path, "GET", "NORMAL", auth)
            .replace("\"APIG\"", "\"DEDICATEDGATEWAY\"")
            .replace("\"default\"", "\"%s\"".formatted(group))
            .replace(RELEASE, environment)
            .replace("RELEASE\"", name + "\"")
            .replace(
                "\"type\":1",
                "\"type\":1,\"instance_id\":\"%s\""
                    .formatted(instance.substring(instance.lastIndexOf('/') + 1))));
  }

  @Test
  void triggersStandInInstances() {
    String test = made(instance + "/envs", "{\"name\":\"TEST\"}").path("id").asText();
    TestHost.Answer made = trigger("/in-test", test, "TEST", "NONE");
    assertEquals(201, made.status(), made.text());
    assertEquals("DEDICATEDGATEWAY", made.json().path("trigger_type_code").textValue());
    assertEquals(404, status("/in-test"));
    assertEquals("hello latest", get("/in-test", Map.of("X-Stage", "TEST")).text());
    assertEquals("FSS.1417", trigger("/x", test, "OTHER", "NONE").code());
    assertEquals("FSS.1417", trigger("/x", "missing", "TEST", "NONE").code());
    assertEquals("FSS.0409", host.call("DELETE", instance + "/api-groups/" + group, "").code());
    assertEquals("FSS.0409", host.call("DELETE", instance + "/envs/" + test, "").code());
    assertEquals("FSS.0409", host.call("DELETE", instance, "").code());
    group = "missing";
    assertEquals("FSS.1417", trigger("/x", RELEASE, "RELEASE", "NONE").code());
  }

  @Test
  void applicationsSignWithTheirKeys() {
    String api = api("hello", "/app", ",\"auth_type\":\"APP\"");
    act("online", api, RELEASE);
    TestHost.Answer made = host.call("POST", instance + "/apps", "{\"name\":\"client\"}");
    String key = made.json().path("app_key").textValue();
    String secret = made.json().path("app_secret").textValue();
    String application = made.json().path("id").textValue();
    assertEquals(401, status("/app"));
    assertEquals(403, signed(key, secret, "/app").status());
    authorize(application, api);
    assertEquals("hello latest", signed(key, secret, "/app").text());
    assertEquals("APIG.0303", signed(key, "wrong-secret", "/app").code());
    JsonNode reset = host.call("PUT", instance + "/apps/secret/" + application, "{}").json();
    assertEquals("APIG.0303", signed(key, secret, "/app").code());
    assertEquals("hello latest", signed(key, reset.path("app_secret").textValue(), "/app").text());
    JsonNode authorized =
        host.get(instance + "/app-auths/binded-apis?app_id=" + application).json().path("auths");
    assertEquals(api, authorized.get(0).path("api_id").textValue());
    String one = instance + "/app-auths/" + authorized.get(0).path("id").textValue();
    assertEquals(204, host.call("DELETE", one, "").status());
    assertEquals("APIG.0304", signed(key, reset.path("app_secret").textValue(), "/app").code());
  }

  private void authorize(String application, String api) {
    made(
        instance + "/app-auths",
        "{\"env_id\":\"%s\",\"app_ids\":[\"%s\"],\"api_ids\":[\"%s\"]}"
            .formatted(RELEASE, application, api));
  }

  private TestHost.Answer signed(String key, String secret, String path) {
    SignableRequest request =
        new SignableRequest(
            "GET",
            path,
            "",
            Map.of("host", List.of(group + ".localhost")),
            RequestSigner.sha256(new byte[0]));
    return get(path, new RequestSigner(key, secret).sign(request, Instant.now()));
  }

  @Test
  void applicationsSendCodesWhereThatIsEnough() {
    String simple = ",\"auth_type\":\"APP\",\"auth_opt\":{\"app_code_auth_type\":\"HEADER\"}";
    String api = api("simple", "/simple", simple);
    String strict = api("strict", "/strict", ",\"auth_type\":\"APP\"");
    act("online", api, RELEASE);
    act("online", strict, RELEASE);
    String application = made(instance + "/apps", "{\"name\":\"client\"}").path("id").textValue();
    String code =
        host.call("PUT", instance + "/apps/" + application + "/app-codes", "")
            .json()
            .path("app_code")
            .textValue();
    Map<String, String> header = Map.of("X-Apig-AppCode", code);
    assertEquals("APIG.0304", get("/simple", header).code());
    authorize(application, api);
    authorize(application, strict);
    assertEquals(200, get("/simple", header).status());
    assertEquals("APIG.0303", get("/strict", header).code());
    assertEquals("APIG.0303", get("/simple", Map.of("X-Apig-AppCode", "x")).code());
    JsonNode codes =
        host.get(instance + "/apps/" + application + "/app-codes").json().path("app_codes");
    assertEquals(code, codes.get(0).path("app_code").textValue());
  }

  @Test
  void applicationsMayCallATriggersApi() {
    TestHost.Answer made = trigger("/t", RELEASE, "RELEASE", "APP");
    JsonNode application = made(instance + "/apps", "{\"name\":\"client\"}");
    authorize(application.path("id").textValue(), made.json().path("trigger_id").textValue());
    assertEquals(
        200,
        signed(
                application.path("app_key").textValue(),
                application.path("app_secret").textValue(),
                "/t")
            .status());
  }

  @Test
  void aFunctionLetsCallersIn() {
    host.create("door");
    AtomicInteger asked = new AtomicInteger();
    host.invoker.behaviour =
        (function, event) -> {
          if (!function.name().equals("door")) {
            return answer("{\"statusCode\":200,\"body\":\"in\"}");
          }
          asked.incrementAndGet();
          String token = json(event.payload()).at("/headers/x-token").asText();
          return answer(
              switch (token) {
                case "good" ->
                    "{\"statusCode\":200,\"body\":\"{\\\"status\\\":\\\"allow\\\",\\\"context\\\":{\\\"user\\\":\\\"ann\\\"}}\"}";
                case "bad" -> "{\"statusCode\":200,\"body\":\"{\\\"status\\\":\\\"deny\\\"}\"}";
                default -> "\"nonsense\"";
              });
        };
    String authorizer =
        made(
                instance + "/authorizers",
                """
                {"name":"door","type":"FRONTEND","authorizer_type":"FUNC","authorizer_uri":"%s",
                 "ttl":60,"identities":[{"name":"X-Token","location":"HEADER","validation":"[a-z]+"}]}"""
                    .formatted(host.urn("door")))
            .path("id")
            .textValue();
    String api =
        api(
            "guarded",
            "/guarded",
            ",\"auth_type\":\"AUTHORIZER\",\"authorizer_id\":\"%s\"".formatted(authorizer));
    act("online", api, RELEASE);
    assertEquals("APIG.0305", get("/guarded", Map.of()).code());
    assertEquals(401, get("/guarded", Map.of("X-Token", "B4D")).status());
    assertEquals(0, asked.get());
    assertEquals("in", get("/guarded", Map.of("X-Token", "good")).text());
    assertEquals("in", get("/guarded", Map.of("X-Token", "good")).text());
    assertEquals(1, asked.get());
    assertEquals("ann", event(2).at("/requestContext/authorizer/user").textValue());
    assertEquals(401, get("/guarded", Map.of("X-Token", "bad")).status());
    assertEquals(500, get("/guarded", Map.of("X-Token", "other")).status());
    assertEquals(500, get("/guarded", Map.of("X-Token", "other")).status());
    assertEquals(4, asked.get());
    assertEquals(
        "FSS.0409", host.call("DELETE", instance + "/authorizers/" + authorizer, "").code());
  }

  private static JsonNode json(byte[] payload) {
    try {
      return Json.read(payload);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesRequestsWithoutWhatTheApiRequires() {
    String api =
        api(
            "search",
            "/search",
            """
            ,"req_params":[{"name":"q","location":"QUERY","required":1},
              {"name":"X-Lang","location":"HEADER","required":1},{"name":"n","location":"QUERY"}]""");
    act("online", api, RELEASE);
    assertEquals(400, get("/search", Map.of("X-Lang", "de")).status());
    assertEquals(400, get("/search?q=1", Map.of()).status());
    assertEquals(200, get("/search?q=1", Map.of("X-Lang", "de")).status());
  }

  @Test
  void sendsBodiesAsTextWhereTheApiSaysSo() {
    act("online", api("text", "/text", ",\"is_send_fg_body_base64\":false"), RELEASE);
    get("/text", Map.of());
    assertFalse(event(1).path("isBase64Encoded").asBoolean(true));
  }

  @Test
  void domainNamesLeadToTheirGroup() {
    act("online", api("hello", "/hello", ""), RELEASE);
    String domains = instance + "/api-groups/" + group + "/domains";
    String domain = made(domains, "{\"url_domain\":\"www.Example.com\"}").path("id").textValue();
    Map<String, String> host = Map.of("Host", "www.example.com");
    assertEquals(200, get("/hello", host).status());
    assertEquals(
        "FSS.0409", this.host.call("POST", domains, "{\"url_domain\":\"www.example.com\"}").code());
    JsonNode shown = this.host.get(instance + "/api-groups/" + group).json();
    assertEquals("www.example.com", shown.at("/url_domains/0/domain").textValue());
    assertEquals(204, this.host.call("DELETE", domains + "/" + domain, "").status());
    assertEquals(404, get("/hello", host).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/apigw/instances | {'instance_name':'x','spec_id':'BASIC'} | FSS.0400",
        "/apigw/instances/none/api-groups | {'name':'shop'} | FSS.0404",
        "{instance}/api-groups | {'name':'shop'} | FSS.0409",
        "{instance}/api-groups | {'name':'1'} | FSS.0400",
        "{instance}/api-groups | {'name':'other','colour':'red'} | FSS.0400",
        "{instance}/envs | {'name':'RELEASE'} | FSS.0409",
        "{instance}/apis | {'name':'abc','type':2} | FSS.0406",
        "{instance}/apis | {'name':'abc','type':1,'cors':true} | FSS.0406",
        "{instance}/apis | {'name':'abc','type':1,'req_protocol':'GRPCS'} | FSS.0400",
        "{instance}/apis | {'name':'abc','type':1} | FSS.0400",
        "{instance}/apis | {'name':'abc','type':1,'req_protocol':'HTTP','req_method':'GET','req_uri':'x'} | FSS.0400",
        "{instance}/apis | {'name':'abc','type':1,'req_protocol':'HTTP','req_method':'GET','req_uri':'/x','backend_type':'MOCK'} | FSS.0400",
        "{instance}/apps | {'name':'abc','app_key':'x'} | FSS.0400",
        "{instance}/authorizers | {'name':'abc','authorizer_uri':'urn'} | FSS.0400",
        "{instance}/authorizers | {'name':'abc','authorizer_uri':'{urn}','ttl':60} | FSS.0400",
        "{instance}/authorizers | {'name':'abc','authorizer_uri':'{urn}x'} | FSS.1051",
        "{instance}/authorizers | {'name':'abc','type':'BACKEND'} | FSS.0406",
        "{instance}/apis/action | {'action':'online','api_id':'x','env_id':'y'} | FSS.0404",
        "{instance}/app-auths | {'env_id':'{release}','app_ids':['x'],'api_ids':['y']} | FSS.0404",
        "{instance}/app-auths | {'env_id':'{release}','app_ids':[],'api_ids':['y']} | FSS.0400",
        "{instance}/api-groups/{group}/domains | {'url_domain':'a.localhost'} | FSS.0400",
        "{instance}/api-groups/{group}/domains | {'url_domain':'10.0.0.1'} | FSS.0400",
        "{instance}/api-groups/{group}/domains | {'url_domain':'a.test','min_ssl_version':'SSLv3'} | FSS.0400",
      })
  void refusesWhatIsWrong(String path, String body, String code) {
    TestHost.Answer answer =
        host.call(
            "POST",
            path.replace("{instance}", instance).replace("{group}", group),
            body.replace('\'', '"').replace("{urn}", urn).replace("{release}", RELEASE));
    assertEquals(code, answer.code(), answer.text());
  }
}
