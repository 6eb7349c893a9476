package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasApiTest {
  @TempDir Path home;
  private TestHost host;
  private String urn;
  private String aliases;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    urn = host.create("hello");
    aliases = "/fgs/functions/" + urn + "/aliases";
    publish("v1");
    publish("v2");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** A version that differs from all before. */
  private void publish(String name) {
    host.call(
        "PUT",
        "/fgs/functions/" + urn + "/code",
        "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}"
            .formatted(TestHost.zip("index.js", name)));
    ok(
        host.call(
            "POST", "/fgs/functions/" + urn + "/versions", "{\"version\":\"%s\"}".formatted(name)));
  }

  private static TestHost.Answer ok(TestHost.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    return answer;
  }

  private TestHost.Answer create(String body) {
    return host.call("POST", aliases, body);
  }

  private static String alias(String name, String version) {
    return "{\"name\":\"%s\",\"version\":\"%s\"}".formatted(name, version);
  }

  private static String withStrategy(String strategy) {
    return "{\"name\":\"live\",\"version\":\"v1\",\"additional_version_strategy\":%s}"
        .formatted(strategy);
  }

  private String reached(String at, Map<String, String> headers) {
    ok(host.call("POST", "/fgs/functions/" + at + "/invocations", "{}", headers));
    return host.invoker.calls.remove().function().version();
  }

  private String reached(String at) {
    return reached(at, Map.of());
  }

  @Test
  void anAliasStandsForItsVersion() {
    JsonNode made =
        ok(create("{\"name\":\"live\",\"version\":\"v1\",\"description\":\"in use\"}")).json();
    assertEquals("live", made.get("name").textValue());
    assertEquals("v1", made.get("version").textValue());
    assertEquals("in use", made.get("description").textValue());
    assertEquals(urn + ":!live", made.get("alias_urn").textValue());
    assertFalse(made.has("additional_version_weights"), made.toString());
    assertEquals(made, host.get(aliases + "/live").json());
    assertEquals(made, host.get(aliases).json().get(0));

    assertEquals("v1", reached(urn + ":!live"));
    assertEquals("v1", reached("default:hello:!live"));
    assertEquals(
        "v1",
        host.get("/fgs/functions/" + urn + ":!live/config").json().get("version").textValue());
  }

  @Test
  void theFunctionIsToldByWhichAliasItIsCalled() {
    ok(create(alias("live", "v1")));
    host.call("POST", "/fgs/functions/" + urn + ":!live/invocations", "{}");
    assertEquals("live", host.invoker.calls.remove().event().alias());
    host.call("POST", "/fgs/functions/" + urn + ":v1/invocations", "{}");
    assertEquals("", host.invoker.calls.remove().event().alias());
  }

  @Test
  void anUpdateMovesTheAlias() {
    ok(create("{\"name\":\"live\",\"version\":\"v1\",\"description\":\"in use\"}"));
    assertEquals("v1", reached(urn + ":!live"));
    JsonNode updated = ok(host.call("PUT", aliases + "/live", "{\"version\":\"v2\"}")).json();
    assertEquals("v2", updated.get("version").textValue());
    assertEquals("in use", updated.get("description").textValue());
    assertEquals("v2", reached(urn + ":!live"));
    assertEquals("FSS.1053", host.call("PUT", aliases + "/none", "{\"version\":\"v2\"}").code());
  }

  /** The bounds are 8 standard deviations away: they fail once in 10^15 runs. */
  @Test
  void aShareOfTheCallsGoesToTheAdditionalVersion() {
    ok(create("{\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v2\":30}}"));
    long additional =
        IntStream.range(0, 400).filter(i -> reached(urn + ":!live").equals("v2")).count();
    assertTrue(additional > 120 - 8 * 9.2 && additional < 120 + 8 * 9.2, "" + additional);
  }

  @Test
  void noneAndAllAreShares() {
    for (int percent : new int[] {0, 100}) {
      ok(
          create(
              "{\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v2\":%d}}"
                  .formatted(percent)));
      for (int i = 0; i < 50; i++) {
        assertEquals(percent == 0 ? "v1" : "v2", reached(urn + ":!live"));
      }
      assertEquals(204, host.call("DELETE", aliases + "/live", "").status());
    }
  }

  @Test
  void rulesChooseByHeadersAndCookies() {
    String strategy =
        """
        {"v2":{"combine_type":"or","rules":[
          {"rule_type":"Header","param":"X-Group","op":"in","value":"beta, canary"},
          {"rule_type":"Cookie","param":"tester","op":"=","value":"yes"}]}}
        """;
    JsonNode made = ok(create(withStrategy(strategy))).json();
    assertEquals(
        "Header", made.at("/additional_version_strategy/v2/rules/0/rule_type").textValue());
    assertEquals("or", made.at("/additional_version_strategy/v2/combine_type").textValue());
    String live = urn + ":!live";
    assertEquals("v1", reached(live));
    assertEquals("v2", reached(live, Map.of("x-group", "canary")));
    assertEquals("v2", reached(live, Map.of("X-Group", "beta")));
    assertEquals("v1", reached(live, Map.of("X-Group", "bet")));
    assertEquals("v2", reached(live, Map.of("Cookie", "a=b; tester=yes")));
    assertEquals("v1", reached(live, Map.of("Cookie", "a=b; Tester=yes")));
    assertEquals("v1", reached(live, Map.of("tester", "yes")));
  }

  @Test
  void allRulesMustHoldUnlessOneIsEnough() {
    String strategy =
        """
        {"v2":{"rules":[
          {"rule_type":"header","param":"a","op":"=","value":"1"},
          {"rule_type":"header","param":"b","op":"=","value":"2"}]}}
        """;
    ok(create(withStrategy(strategy)));
    assertEquals("v1", reached(urn + ":!live", Map.of("a", "1")));
    assertEquals("v2", reached(urn + ":!live", Map.of("a", "1", "b", "2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FSS.1014 | {\"name\":\"1live\",\"version\":\"v1\"}",
        "FSS.1014 | {\"name\":\"live-\",\"version\":\"v1\"}",
        "FSS.0400 | {\"version\":\"v1\"}",
        "FSS.0400 | {\"name\":\"live\"}",
        "FSS.0400 | {\"name\":\"live\",\"version\":\"v1\",\"weight\":1}",
        "FSS.1052 | {\"name\":\"live\",\"version\":\"v9\"}",
        "FSS.1091 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v9\":1}}",
        "FSS.1091 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"latest\":1}}",
        "FSS.1091 | {\"name\":\"live\",\"version\":\"latest\",\"additional_version_weights\":{\"v1\":1,\"v2\":1}}",
        "FSS.1092 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v2\":101}}",
        "FSS.1092 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v2\":-1}}",
        "FSS.1092 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v2\":\"1\"}}",
        "FSS.1093 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v1\":1}}",
        "FSS.0400 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_strategy\":{\"v2\":{}}}",
        "FSS.0400 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_strategy\":{\"v2\":[]}}",
        "FSS.0400 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_strategy\":{\"v2\":{\"rules\":[1]}}}",
        "FSS.0400 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_strategy\":{\"v2\":{\"rules\":[{\"rule_type\":\"Query\",\"param\":\"a\",\"op\":\"=\",\"value\":\"b\"}]}}}",
        "FSS.0400 | {\"name\":\"live\",\"version\":\"v1\",\"additional_version_strategy\":{\"v2\":{\"rules\":[{\"rule_type\":\"Header\",\"param\":\"a\",\"op\":\"~\",\"value\":\"b\"}]}}}",
      })
  void refusesWhatMakesNoSense(String code, String body) {
    assertEquals(code, create(body).code());
    assertEquals(0, host.get(aliases).json().size());
  }

  @Test
  void weightsAndRulesExcludeEachOther() {
    String both =
        """
        {"name":"live","version":"v1","additional_version_weights":{"v2":1},
         "additional_version_strategy":{"v2":{"rules":[
           {"rule_type":"Header","param":"a","op":"=","value":"b"}]}}}
        """;
    assertEquals("FSS.0400", create(both).code());
  }

  @Test
  void aVersionHasOneAlias() {
    ok(create(alias("live", "v1")));
    assertEquals("FSS.1066", create(alias("other", "v1")).code());
    assertEquals("FSS.1063", create(alias("live", "v2")).code());
    ok(create(alias("newest", "latest")));
    assertEquals("latest", reached(urn + ":!newest"));
    assertEquals(
        "FSS.1066", host.call("PUT", aliases + "/live", "{\"version\":\"latest\"}").code());
  }

  @Test
  void tenAliases() {
    for (int i = 3; i <= 10; i++) {
      publish("v" + i);
    }
    for (int i = 1; i <= 10; i++) {
      ok(create(alias("a" + i, "v" + i)));
    }
    TestHost.Answer refused = create(alias("a11", "latest"));
    assertEquals("FSS.1043", refused.code());
    assertEquals(403, refused.status());
  }

  @Test
  void aVersionGoesWithItsAliasButNotWhileAnAliasSendsItAShare() {
    ok(create("{\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v2\":30}}"));
    assertEquals(1, List.of(reached(urn + ":!live")).size());
    TestHost.Answer used = host.call("DELETE", "/fgs/functions/" + urn + ":v2", "");
    assertEquals("FSS.1094", used.code());
    assertTrue(used.text().contains("live"), used.text());
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn + ":v1", "").status());
    assertEquals("FSS.1053", host.get(aliases + "/live").code());
    assertEquals(
        "FSS.1053", host.call("POST", "/fgs/functions/" + urn + ":!live/invocations", "{}").code());
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn + ":v2", "").status());
  }

  @Test
  void deletingByTheUrnOfAnAliasDeletesItsVersion() {
    ok(create(alias("live", "v1")));
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn + ":!live", "").status());
    assertEquals("FSS.1052", host.get("/fgs/functions/" + urn + ":v1/config").code());
    ok(create(alias("live", "latest")));
    assertEquals("FSS.1015", host.call("DELETE", "/fgs/functions/" + urn + ":!live", "").code());
  }

  @Test
  void anAliasWithTriggersStays() {
    ok(create(alias("live", "v1")));
    TestHost.Answer trigger =
        host.call("POST", "/fgs/triggers/" + urn + ":!live", TriggerApiTest.timer("every", "3m"));
    assertEquals(201, trigger.status(), trigger.text());
    assertEquals("FSS.1154", host.call("DELETE", aliases + "/live", "").code());
    assertEquals(204, host.call("DELETE", "/fgs/triggers/" + urn + ":!live", "").status());
    assertEquals(204, host.call("DELETE", aliases + "/live", "").status());
  }

  @Test
  void aliasesSurviveARestart() throws HostException {
    ok(
        create(
            withStrategy(
                "{\"v2\":{\"rules\":[{\"rule_type\":\"Header\",\"param\":\"a\",\"op\":\"=\",\"value\":\"b\"}]}}")));
    String before = host.get(aliases).text();
    host.close();
    host = new TestHost(home);
    assertEquals(before, host.get(aliases).text());
    assertEquals("v2", reached(urn + ":!live", Map.of("a", "b")));
  }
}
