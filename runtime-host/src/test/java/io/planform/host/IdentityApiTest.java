package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.TestHost.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and what they may do, through the API. */
class IdentityApiTest {
  private static final String READ_ONLY = "5e1f0000000000000000000000000002";
  private static final String COMMON = "5e1f0000000000000000000000000003";
  private static final String PASSWORD = "correct horse 1";

  @TempDir Path home;
  private TestHost host;
  private Instant now = Instant.now();

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home, () -> now);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** Keys of a user. */
  private record Keys(String user, String access, String secret) {}

  private Answer administer(String method, String path, String body) {
    return host.signed(host.host.apiAddress(), method, path, body, Map.of());
  }

  private String make(String path, String kind, String body) {
    Answer answer = administer("POST", path, "{\"%s\":%s}".formatted(kind, body));
    assertEquals(201, answer.status(), answer.text());
    return answer.json().path(kind).path("id").asText();
  }

  private String user(String name) {
    return make("/v3.0/OS-USER/users", "user", "{\"name\":\"%s\"}".formatted(name));
  }

  private String userWithPassword(String name) {
    String body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
    return make("/v3.0/OS-USER/users", "user", body);
  }

  private Keys keys(String user) {
    Answer answer =
        administer(
            "POST",
            "/v3.0/OS-CREDENTIAL/credentials",
            "{\"credential\":{\"user_id\":\"%s\"}}".formatted(user));
    assertEquals(201, answer.status(), answer.text());
    return new Keys(
        user,
        answer.json().at("/credential/access").asText(),
        answer.json().at("/credential/secret").asText());
  }

  private String group(String name, String user) {
    String group = make("/v3/groups", "group", "{\"name\":\"%s\"}".formatted(name));
    done(administer("PUT", "/v3/groups/" + group + "/users/" + user, ""));
    return group;
  }

  private String grantPath(String group, String policy) {
    return "/v3/projects/%s/groups/%s/roles/%s"
        .formatted(host.credentials().project(), group, policy);
  }

  private void grant(String group, String policy) {
    done(administer("PUT", grantPath(group, policy), ""));
  }

  private String policy(String name, String statements) {
    return make(
        "/v3.0/OS-ROLE/roles",
        "role",
        """
        {"display_name":"%s","type":"XA","description":"",
         "policy":{"Version":"1.1","Statement":[%s]}}
        """
            .formatted(name, statements));
  }

  private static void done(Answer answer) {
    assertEquals(204, answer.status(), answer.text());
  }

  private int status(Keys keys, String method, String path, String body) {
    return host.callAs(keys.access(), keys.secret(), method, path, body).status();
  }

  private Answer token(String name, String password) {
    return token(name, password, "{\"project\":{\"name\":\"local-1\"}}");
  }

  private Answer token(String name, String password, String scope) {
    return host.send(
        host.host.apiAddress(),
        "POST",
        "/v3/auth/tokens",
        """
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s",
         "password":"%s","domain":{"name":"planform"}}}},
         "scope":%s}}
        """
            .formatted(name, password, scope),
        Map.of());
  }

  private int statusWith(String token, String path) {
    return host.send(host.host.apiAddress(), "GET", path, "", Map.of("X-Auth-Token", token))
        .status();
  }

  private String functions() {
    return "/v2/" + host.credentials().project() + "/fgs/functions";
  }

  @Test
  void aTokenIsGoodForWhatItsScopeSays() {
    String user = userWithPassword("alice");
    grant(group("readers", user), READ_ONLY);
    Answer ofDomain = token("alice", PASSWORD, "{\"domain\":{\"name\":\"planform\"}}");
    assertEquals(201, ofDomain.status(), ofDomain.text());
    assertTrue(ofDomain.json().at("/token/project").isMissingNode(), ofDomain.text());
    assertEquals("planform", ofDomain.json().at("/token/domain/name").asText());
    String token = ofDomain.header("X-Subject-Token");
    assertEquals(403, statusWith(token, functions()));
    assertEquals(200, statusWith(token, "/v3/auth/projects"));

    Answer ofProject =
        host.send(
            host.host.apiAddress(),
            "POST",
            "/v3/auth/tokens",
            """
            {"auth":{"identity":{"methods":["token"],"token":{"id":"%s"}},
             "scope":{"project":{"id":"%s"}}}}
            """
                .formatted(token, host.credentials().project()),
            Map.of());
    assertEquals(201, ofProject.status(), ofProject.text());
    assertTrue(ofProject.json().at("/token/domain").isMissingNode(), ofProject.text());
    assertEquals(200, statusWith(ofProject.header("X-Subject-Token"), functions()));
    assertEquals(400, token("alice", PASSWORD, "{}").status());
    assertEquals(401, token("alice", PASSWORD, "{\"domain\":{\"name\":\"other\"}}").status());
  }

  @Test
  void aNewUserMayDoNothing() {
    Keys keys = keys(user("alice"));
    Answer refused = host.callAs(keys.access(), keys.secret(), "GET", "/fgs/functions", "");
    assertEquals(403, refused.status());
    assertEquals("FSS.0403", refused.code());
    assertTrue(refused.text().contains("functiongraph:function:list"), refused.text());
  }

  @Test
  void theSystemPoliciesAllowWhatTheGuideSays() {
    host.create("fn");
    String function = "/fgs/functions/" + host.urn("fn");
    Keys keys = keys(user("alice"));
    String group = group("readers", keys.user());
    grant(group, READ_ONLY);
    assertEquals(200, status(keys, "GET", "/fgs/functions", ""));
    assertEquals(200, status(keys, "GET", function + "/config", ""));
    assertEquals(200, status(keys, "GET", "/fgs/triggers/" + host.urn("fn"), ""));
    assertEquals(403, status(keys, "POST", function + "/invocations", "{}"));
    grant(group, COMMON);
    assertEquals(200, status(keys, "POST", function + "/invocations", "{}"));
    assertEquals(403, status(keys, "DELETE", function, ""));
    assertEquals(
        403, status(keys, "POST", "/fgs/functions", TestHost.function("g", "Node.js18.15", "i.h")));
    assertEquals(1, host.get("/fgs/functions").json().path("count").asInt());
  }

  @Test
  void policiesOfResourcesHoldForEveryFormOfTheUrn() {
    host.create("mine");
    host.create("other");
    Keys keys = keys(user("alice"));
    grant(
        group("team", keys.user()),
        policy(
            "mine only",
            """
            {"Effect":"Allow","Action":["functiongraph:function:*"],
             "Resource":["FUNCTIONGRAPH:*:*:function:Default/mine"]}
            """));
    String urn = host.urn("mine");
    for (String form :
        List.of(
            urn, urn + ":latest", urn.replace(":", "%3A"), "default:mine", "default:mine:latest")) {
      assertEquals(200, status(keys, "GET", "/fgs/functions/" + form + "/config", ""), form);
    }
    for (String form :
        List.of(
            host.urn("other"),
            "default:other",
            "default:mine%2F..%2Fother",
            "default%2Fmine:x",
            host.urn("mine").replace(host.credentials().project(), "0".repeat(32)),
            "..%2F..%2Fetc%2Fpasswd",
            "default:mine%00")) {
      int status = status(keys, "GET", "/fgs/functions/" + form + "/config", "");
      assertTrue(status == 403 || status == 404, form + " " + status);
    }
    assertEquals(403, status(keys, "GET", "/fgs/functions", ""));
  }

  @Test
  void changesOfMembersGrantsKeysAndUsersHoldAtOnce() {
    Keys keys = keys(user("alice"));
    String group = group("readers", keys.user());
    grant(group, READ_ONLY);
    assertEquals(200, status(keys, "GET", "/fgs/functions", ""));
    done(administer("DELETE", grantPath(group, READ_ONLY), ""));
    assertEquals(403, status(keys, "GET", "/fgs/functions", ""));
    grant(group, READ_ONLY);
    done(administer("DELETE", "/v3/groups/" + group + "/users/" + keys.user(), ""));
    assertEquals(403, status(keys, "GET", "/fgs/functions", ""));
    administer(
        "PUT",
        "/v3.0/OS-CREDENTIAL/credentials/" + keys.access(),
        "{\"credential\":{\"status\":\"inactive\"}}");
    assertEquals(401, status(keys, "GET", "/fgs/functions", ""));
    Keys second = keys(keys.user());
    assertEquals(403, status(second, "GET", "/fgs/functions", ""));
    done(administer("DELETE", "/v3/users/" + keys.user(), ""));
    assertEquals(401, status(second, "GET", "/fgs/functions", ""));
  }

  @Test
  void tokensOfAPasswordAreGoodForADay() {
    String user = userWithPassword("alice");
    grant(group("readers", user), READ_ONLY);
    Answer answer = token("alice", PASSWORD);
    assertEquals(201, answer.status(), answer.text());
    String token = answer.header("X-Subject-Token");
    assertEquals("alice", answer.json().at("/token/user/name").asText());
    assertEquals(host.credentials().project(), answer.json().at("/token/project/id").asText());
    assertEquals(200, statusWith(token, functions()));
    assertEquals(403, statusWith(token, "/v3/users"));
    assertEquals(200, statusWith(token, "/v3/auth/projects"));
    now = now.plus(Duration.ofHours(24)).minusMillis(1);
    assertEquals(200, statusWith(token, functions()));
    now = now.plusMillis(2);
    assertEquals(401, statusWith(token, functions()));
    assertEquals(401, statusWith("nonsense", functions()));
  }

  @Test
  void aNewPasswordAndSwitchingOffEndTokens() {
    String user = userWithPassword("alice");
    grant(group("readers", user), READ_ONLY);
    String token = token("alice", PASSWORD).header("X-Subject-Token");
    Answer changed =
        administer(
            "PUT", "/v3.0/OS-USER/users/" + user, "{\"user\":{\"password\":\"another horse 2\"}}");
    assertEquals(200, changed.status(), changed.text());
    assertEquals(401, statusWith(token, functions()));
    assertEquals(401, token("alice", PASSWORD).status());
    String second = token("alice", "another horse 2").header("X-Subject-Token");
    assertEquals(200, statusWith(second, functions()));
    administer("PUT", "/v3.0/OS-USER/users/" + user, "{\"user\":{\"enabled\":false}}");
    assertEquals(401, statusWith(second, functions()));
    assertEquals(401, token("alice", "another horse 2").status());
  }

  @Test
  void whoseWrongPasswordsAreManyIsLockedForAWhile() {
    userWithPassword("alice");
    userWithPassword("bob");
    for (int i = 0; i < 5; i++) {
      assertEquals(401, token("alice", "wrong horse 1").status());
    }
    Answer locked = token("alice", PASSWORD);
    assertEquals(401, locked.status());
    assertTrue(locked.text().contains("locked"), locked.text());
    assertEquals(201, token("bob", PASSWORD).status());
    now = now.plus(Duration.ofMinutes(15));
    assertEquals(201, token("alice", PASSWORD).status());
  }

  @Test
  void wrongPasswordsAndUnknownUsersAreToldAlike() {
    userWithPassword("alice");
    Answer wrong = token("alice", "incorrect horse 1");
    Answer unknown = token("bob", PASSWORD);
    assertEquals(401, wrong.status());
    assertEquals("Unauthorized", wrong.json().at("/error/title").asText());
    assertEquals(wrong.text(), unknown.text());
    assertEquals(401, token("admin", "").status());
  }

  @Test
  void refusalsHaveTheFormsOfIam() {
    Answer keystone = administer("GET", "/v3/users/none", "");
    assertEquals(404, keystone.status());
    assertEquals(404, keystone.json().at("/error/code").asInt());
    assertEquals("Not Found", keystone.json().at("/error/title").asText());
    Answer own = administer("POST", "/v3.0/OS-USER/users", "{}");
    assertEquals(400, own.status());
    assertEquals("IAM.0011", own.code());
  }

  @Test
  void projectsAndDomainsAreToldToEveryKnownCaller() {
    Keys keys = keys(user("alice"));
    for (String path : List.of("/v3/projects?name=local-1", "/v3/auth/projects")) {
      Answer answer = host.signedAs(keys.access(), keys.secret(), "GET", path, "");
      assertEquals(host.credentials().project(), answer.json().at("/projects/0/id").asText(), path);
    }
    assertEquals(
        0, administer("GET", "/v3/projects?name=elsewhere", "").json().path("projects").size());
    assertEquals(
        "planform",
        administer("GET", "/v3/auth/domains", "").json().at("/domains/0/name").asText());
    assertEquals(
        401, host.send(host.host.apiAddress(), "GET", "/v3/auth/domains", "", Map.of()).status());
  }

  @Test
  void namesAreUniqueAndWhatTheSystemHasIsFixed() {
    String alice = user("alice");
    String body = "{\"user\":{\"name\":\"%s\"}}";
    assertEquals(409, administer("POST", "/v3/users", body.formatted("alice")).status());
    assertEquals(409, administer("POST", "/v3/users", body.formatted("admin")).status());
    assertEquals(400, administer("POST", "/v3/users", body.formatted("../alice")).status());
    assertEquals(
        400,
        administer("POST", "/v3/users", "{\"user\":{\"name\":\"b\",\"email\":\"x\"}}").status());
    assertEquals(403, administer("DELETE", "/v3.0/OS-ROLE/roles/" + READ_ONLY, "").status());
    String administrator =
        administer("GET", "/v3/users?name=admin", "").json().at("/users/0/id").asText();
    assertEquals(403, administer("DELETE", "/v3/users/" + administrator, "").status());
    keys(alice);
    keys(alice);
    assertEquals(
        409,
        administer(
                "POST",
                "/v3.0/OS-CREDENTIAL/credentials",
                "{\"credential\":{\"user_id\":\"%s\"}}".formatted(alice))
            .status());
  }

  @Test
  void aPolicyInUseIsFoundChangedAndDeleted() {
    Keys keys = keys(user("alice"));
    String group = group("team", keys.user());
    String id = policy("listing", "{\"Effect\":\"Allow\",\"Action\":[\"functiongraph:*:list\"]}");
    grant(group, id);
    assertEquals(200, status(keys, "GET", "/fgs/functions", ""));
    assertEquals(
        id,
        administer("GET", "/v3/roles?display_name=listing", "").json().at("/roles/0/id").asText());
    Answer changed =
        administer(
            "PATCH",
            "/v3.0/OS-ROLE/roles/" + id,
            """
            {"role":{"policy":{"Version":"1.1","Statement":
             [{"Effect":"Deny","Action":["functiongraph:*:list"]}]}}}
            """);
    assertEquals(200, changed.status(), changed.text());
    assertEquals(403, status(keys, "GET", "/fgs/functions", ""));
    assertEquals(200, administer("DELETE", "/v3.0/OS-ROLE/roles/" + id, "").status());
    assertEquals(404, administer("GET", "/v3.0/OS-ROLE/roles/" + id, "").status());
    assertEquals(404, administer("HEAD", grantPath(group, id), "").status());
  }

  @Test
  void secretsAreNotInTheFilesInClear() throws IOException {
    Keys keys = keys(userWithPassword("alice"));
    String token = token("alice", PASSWORD).header("X-Subject-Token");
    host.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String secret : List.of(keys.secret(), PASSWORD, token)) {
          assertFalse(content.contains(secret), file::toString);
        }
      }
    }
  }
}
