package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.host.TestHost.Answer;
import java.util.Map;

/** Agencies at a host, made as an administrator makes them. */
public final class TestAgencies {
  private static final String AGENCIES = "/v3.0/OS-AGENCY/agencies";

  private final TestHost host;

  public TestAgencies(TestHost host) {
    this.host = host;
  }

  /** Makes one for FunctionGraph that has the policies of these names; its id. */
  public String make(String name, String... policies) {
    return makeFor("op_svc_cff", name, policies);
  }

  /** One that another service or account may use. */
  String makeFor(String trusted, String name, String... policies) {
    Answer made =
        administer(
            "POST",
            AGENCIES,
            "{\"agency\":{\"name\":\"%s\",\"trust_domain_name\":\"%s\"}}".formatted(name, trusted));
    assertEquals(201, made.status(), made.text());
    String id = made.json().at("/agency/id").asText();
    for (String policy : policies) {
      grant(id, policy);
    }
    return id;
  }

  void grant(String agency, String policy) {
    assertEquals(204, administer("PUT", path(agency, policy), "").status());
  }

  void revoke(String agency, String policy) {
    assertEquals(204, administer("DELETE", path(agency, policy), "").status());
  }

  void delete(String agency) {
    assertEquals(204, administer("DELETE", AGENCIES + "/" + agency, "").status());
  }

  private String path(String agency, String policy) {
    String listing = "/v3/roles?display_name=" + policy.replace(" ", "%20");
    String id = administer("GET", listing, "").json().at("/roles/0/id").asText();
    return "/v3.0/OS-AGENCY/projects/%s/agencies/%s/roles/%s"
        .formatted(host.credentials().project(), agency, id);
  }

  Answer administer(String method, String path, String body) {
    return host.signed(host.host.apiAddress(), method, path, body, Map.of());
  }
}
