package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.host.TestHost.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agencies, and what can be done with their keys. */
class AgencyApiTest {
  private static final String AGENCIES = "/v3.0/OS-AGENCY/agencies";
  private static final String READ_ONLY = "5e1f0000000000000000000000000002";

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

  private Answer administer(String method, String path, String body) {
    return host.signed(host.host.apiAddress(), method, path, body, Map.of());
  }

  private Answer make(String fields) {
    return administer("POST", AGENCIES, "{\"agency\":{%s}}".formatted(fields));
  }

  private String agency(String name, String duration) {
    Answer made =
        make(
            "\"name\":\"%s\",\"trust_domain_name\":\"op_svc_cff\",\"duration\":\"%s\""
                .formatted(name, duration));
    assertEquals(201, made.status(), made.text());
    return made.json().at("/agency/id").asText();
  }

  private String grantPath(String agency) {
    return "/v3.0/OS-AGENCY/projects/%s/agencies/%s/roles/%s"
        .formatted(host.credentials().project(), agency, READ_ONLY);
  }

  private JsonNode key(String agency) {
    Answer answer = assume(agency);
    assertEquals(201, answer.status(), answer.text());
    return answer.json().path("credential");
  }

  private Answer assume(String agency) {
    return administer(
        "POST",
        "/v3.0/OS-CREDENTIAL/securitytokens",
        """
        {"auth":{"identity":{"methods":["assume_role"],
         "assume_role":{"agency_name":"%s","duration_seconds":3600}}}}
        """
            .formatted(agency));
  }

  private Answer with(JsonNode key, String token, String path) {
    RequestSigner signer =
        new RequestSigner(key.path("access").asText(), key.path("secret").asText());
    return host.signed(
        signer,
        host.host.apiAddress(),
        "GET",
        path,
        "",
        token.isEmpty() ? Map.of() : Map.of("X-Security-Token", token));
  }

  private String functions() {
    return "/v2/%s/fgs/functions".formatted(host.credentials().project());
  }

  @Test
  void areMadeShownChangedAndDeleted() {
    String id = agency("trust", "FOREVER");
    JsonNode shown = administer("GET", AGENCIES + "/" + id, "").json().path("agency");
    assertEquals("trust", shown.path("name").asText());
    assertEquals("op_svc_cff", shown.path("trust_domain_name").asText());
    assertEquals("FOREVER", shown.path("duration").asText());
    assertEquals("", shown.path("expire_time").asText());
    Answer changed =
        administer(
            "PUT",
            AGENCIES + "/" + id,
            "{\"agency\":{\"description\":\"for tests\",\"duration\":\"ONEDAY\"}}");
    assertEquals("for tests", changed.json().at("/agency/description").asText());
    assertFalse(changed.json().at("/agency/expire_time").asText().isEmpty());
    assertEquals(1, administer("GET", AGENCIES + "?name=trust", "").json().path("agencies").size());
    assertEquals(204, administer("DELETE", AGENCIES + "/" + id, "").status());
    assertEquals(404, administer("GET", AGENCIES + "/" + id, "").status());
  }

  @Test
  void whatIsWrongIsRefused() {
    agency("trust", "5");
    assertEquals(409, make("\"name\":\"trust\",\"trust_domain_name\":\"op_svc_cff\"").status());
    assertEquals(400, make("\"name\":\"a/b\",\"trust_domain_name\":\"op_svc_cff\"").status());
    assertEquals(400, make("\"name\":\"other\"").status());
    assertEquals(
        400, make("\"name\":\"other\",\"trust_domain_name\":\"x\",\"duration\":\"WEEK\"").status());
    assertEquals(404, assume("nobody").status());
  }

  @Test
  void eachScopeHasItsOwnGrants() {
    String id = agency("trust", "FOREVER");
    assertEquals(204, administer("PUT", grantPath(id), "").status());
    String project =
        "/v3.0/OS-AGENCY/projects/%s/agencies/%s/roles".formatted(host.credentials().project(), id);
    assertEquals(
        "FunctionGraph ReadOnlyAccess",
        administer("GET", project, "").json().at("/roles/0/display_name").asText());
    String account = administer("GET", "/v3/auth/domains", "").json().at("/domains/0/id").asText();
    String domain = "/v3.0/OS-AGENCY/domains/%s/agencies/%s/roles".formatted(account, id);
    assertTrue(administer("GET", domain, "").json().path("roles").isEmpty());
    String all =
        "/v3.0/OS-INHERIT/domains/%s/agencies/%s/roles/%s/inherited_to_projects"
            .formatted(account, id, READ_ONLY);
    assertEquals(204, administer("PUT", all, "").status());
    assertEquals(204, administer("DELETE", grantPath(id), "").status());
    assertEquals(404, administer("DELETE", grantPath(id), "").status());
    JsonNode key = key("trust");
    assertEquals(200, with(key, key.path("securitytoken").asText(), functions()).status());
  }

  @Test
  void aKeyDoesWhatTheAgencyMayAndNoMore() {
    String id = agency("trust", "FOREVER");
    JsonNode key = key("trust");
    String token = key.path("securitytoken").asText();
    assertEquals(403, with(key, token, functions()).status());
    administer("PUT", grantPath(id), "");
    assertEquals(200, with(key, token, functions()).status());
    assertEquals(401, with(key, "", functions()).status());
    assertEquals(401, with(key, "0" + token.substring(1), functions()).status());
    assertEquals(403, with(key, token, AGENCIES).status());
    Answer byToken =
        host.send(host.host.apiAddress(), "GET", functions(), "", Map.of("X-Auth-Token", token));
    assertEquals(200, byToken.status(), byToken.text());
  }

  @Test
  void aKeyEndsInItsTimeAndWithItsAgency() {
    String id = agency("trust", "FOREVER");
    administer("PUT", grantPath(id), "");
    JsonNode first = key("trust");
    now = now.plus(Duration.ofMinutes(59));
    assertEquals(200, with(first, first.path("securitytoken").asText(), functions()).status());
    now = now.plus(Duration.ofMinutes(2));
    assertEquals(401, with(first, first.path("securitytoken").asText(), functions()).status());
    JsonNode second = key("trust");
    administer("DELETE", AGENCIES + "/" + id, "");
    assertEquals(401, with(second, second.path("securitytoken").asText(), functions()).status());
    assertEquals(
        401,
        host.send(
                host.host.apiAddress(),
                "GET",
                functions(),
                "",
                Map.of("X-Auth-Token", second.path("securitytoken").asText()))
            .status());
  }

  @Test
  void anAgencyThatHasExpiredGivesNoKeys() {
    agency("trust", "ONEDAY");
    key("trust");
    now = now.plus(Duration.ofHours(25));
    assertEquals(404, assume("trust").status());
  }
}
