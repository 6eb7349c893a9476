package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data sources of functions as the Terraform provider reads them. */
class TerraformDataTest {
  @TempDir Path home;
  private TestHost host;
  private ProviderCalls provider;
  private String urn;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    provider = new ProviderCalls(host);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** Page by page until the marker is 0 or nothing comes; the marker must be a number. */
  private List<JsonNode> pages(String operation, String array, String... parameters) {
    List<JsonNode> items = new ArrayList<>();
    int marker = 0;
    do {
      JsonNode page = provider.list(operation, "?maxitems=1&marker=" + marker, parameters);
      assertTrue(page.path("next_marker").isNumber(), page.toString());
      page.path(array).forEach(items::add);
      marker = page.path("next_marker").intValue();
    } while (marker != 0);
    return items;
  }

  @Test
  void functionsAndTriggersAreReadInPages() {
    host.create("two");
    host.create("three");
    assertEquals(3, pages("ListFunctions", "functions").size());
    for (String name : new String[] {"one", "more"}) {
      provider.write(
          "CreateFunctionTrigger",
          "{\"trigger_type_code\":\"TIMER\",\"event_data\":{\"name\":\"%s\",\"schedule_type\":\"Rate\",\"schedule\":\"3m\"}}"
              .formatted(name),
          urn);
    }
    List<JsonNode> triggers = pages("ListTriggers", "triggers");
    assertEquals(2, triggers.size());
    assertTrue(triggers.getFirst().path("func_urn").textValue().startsWith(urn));
    assertEquals(0, pages("ListDependencies", "dependencies").size());
  }

  /** The provider asks until a page is empty: one that ignores the marker never lets it end. */
  @Test
  void configurationsAreReadUntilAPageIsEmpty() {
    JsonNode none = provider.list("ListFunctionAsyncInvokeConfig", "?limit=100&marker=0", urn);
    assertEquals(0, none.path("async_invoke_configs").size());
    assertTrue(none.at("/page_info/next_marker").isNumber());
    assertEquals(
        0,
        provider
            .list("ListFunctionReservedInstances", "?limit=100&marker=0")
            .path("reservedinstances")
            .size());
  }

  /**
   * The provider takes the marker for a text, the SDK's model for a number; it is there where
   * another page is.
   */
  @Test
  void asynchronousCallsAreReadInPages() {
    for (int i = 0; i < 101; i++) {
      provider.write("AsyncInvokeFunction", "{}", urn);
    }
    JsonNode page = host.get("/fgs/functions/" + urn + "/async-invocations?limit=100").json();
    assertEquals(100, page.path("invocations").size());
    String marker = page.path("next_marker").textValue();
    JsonNode last = provider.list("ListAsyncInvocations", "?limit=100&marker=" + marker, urn);
    assertEquals(1, last.path("invocations").size());
    assertTrue(last.at("/invocations/0/request_id").isTextual());
  }

  @Test
  void whatTheHostHasAndAllows() {
    JsonNode quota = provider.read("ListQuotas").at("/quotas/resources/0");
    assertTrue(quota.path("quota").isNumber());
    assertTrue(quota.path("used").isNumber());
    JsonNode runtime = provider.read("ListRuntimeTypes").path(0);
    assertTrue(runtime.path("type").isTextual());
    assertTrue(runtime.path("display_name").isTextual());
    List<String> types = new ArrayList<>();
    provider.read("ListTriggerTypes").forEach(type -> types.add(type.textValue()));
    assertTrue(types.contains("TIMER"), types::toString);
    assertTrue(provider.read("ShowFeature").isObject());
    assertTrue(provider.read("ListServiceTrustedAgencies").isArray());
  }

  @Test
  void tagsAndWhatHasThem() {
    provider.empty(
        "CreateTags",
        "{\"action\":\"create\",\"tags\":[{\"key\":\"team\",\"value\":\"red\"}]}",
        "functions",
        urn + ":latest");
    JsonNode own = provider.read("ListFunctionTags", "functions", urn);
    assertEquals("red", own.at("/tags/0/value").textValue());
    assertTrue(own.path("sys_tags").isArray());
    assertEquals(
        "red", provider.read("ShowProjectTagsList", "functions").at("/tags/0/values/0").asText());
    JsonNode found =
        provider.write(
            "ShowResInstanceInfo",
            """
            {"limit":1000,"offset":0,"matches":[{"key":"resource_name","value":"hell"}],
             "tags":[{"key":"team","values":["red"]}]}
            """,
            "functions",
            "filter");
    assertEquals(urn, found.at("/resources/0/resource_id").textValue());
    assertEquals(1, found.path("total_count").intValue());
    assertFalse(found.at("/resources/0").has("resource_detail"));
  }
}
