package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resources around a function as the Terraform provider applies them. */
class TerraformResourcesTest {
  private static final String TIMER =
      "{\"name\":\"often\",\"schedule_type\":\"Rate\",\"schedule\":\"3m\",\"user_event\":\"ue\"}";

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

  private String trigger() {
    return provider
        .write(
            "CreateFunctionTrigger",
            "{\"trigger_type_code\":\"TIMER\",\"event_data\":%s}".formatted(TIMER),
            urn)
        .path("trigger_id")
        .textValue();
  }

  private JsonNode shown(String id) {
    return provider.read("ShowFunctionTrigger", urn, "TIMER", id);
  }

  /** {@code huaweicloud_fgs_function_trigger}. */
  @Test
  void aTriggerIsCreatedSwitchedAndDestroyed() {
    String id = trigger();
    provider.write(
        "UpdateTrigger",
        "{\"trigger_status\":\"DISABLED\",\"event_data\":%s}".formatted(TIMER),
        urn,
        "TIMER",
        id);
    assertEquals("DISABLED", shown(id).path("trigger_status").textValue());
    assertEquals(TIMER, shown(id).path("event_data").toString());
    assertTrue(shown(id).path("created_time").isTextual());
    assertTrue(shown(id).path("last_updated_time").isTextual());
    provider.read("DeleteFunctionTrigger", urn, "TIMER", id);
    provider.gone("ShowFunctionTrigger", urn, "TIMER", id);
    provider.gone("DeleteFunctionTrigger", urn, "TIMER", id);
  }

  /** {@code huaweicloud_fgs_trigger}, the older one, reads by listing. */
  @Test
  void anOlderTriggerIsFoundInTheList() {
    String id =
        provider
            .write(
                "CreateFunctionTrigger",
                """
                {"trigger_type_code":"TIMER","trigger_status":"ACTIVE",
                 "event_type_code":"MessageCreated","event_data":%s}
                """
                    .formatted(TIMER),
                urn)
            .path("trigger_id")
            .textValue();
    assertEquals(
        id, provider.read("ListFunctionTriggers", urn).path(0).path("trigger_id").textValue());
    provider.read("BatchDeleteFunctionTriggers", urn);
    assertEquals(0, provider.read("ListFunctionTriggers", urn).size());
  }

  /** {@code huaweicloud_fgs_function_trigger_status_action}. */
  @Test
  void aTriggersStatusIsAnActionOfItsOwn() {
    String id = trigger();
    for (String status : new String[] {"DISABLED", "ACTIVE"}) {
      provider.write(
          "UpdateTrigger",
          "{\"trigger_status\":\"%s\",\"event_data\":%s}".formatted(status, TIMER),
          urn,
          "TIMER",
          id);
      assertEquals(status, shown(id).path("trigger_status").textValue());
    }
  }

  /** {@code huaweicloud_fgs_dependency_version} and {@code huaweicloud_fgs_dependency}. */
  @Test
  void dependenciesAreMadeOfObjects() {
    assertEquals(200, host.storage("PUT", "/code", new byte[0]));
    byte[] archive = Base64.getDecoder().decode(TestHost.zip("node_modules/left/index.js", "1"));
    assertEquals(200, host.storage("PUT", "/code/left.zip", archive));
    String body =
        """
        {"name":"%s","runtime":"Node.js18.15","description":"d","depend_type":"obs",
         "depend_link":"%s/code/left.zip"}
        """;
    JsonNode made =
        provider.write(
            "CreateDependencyVersion", body.formatted("layer", host.host.bucketAddress()));
    assertTrue(made.path("dep_id").isTextual());
    assertTrue(made.path("version").isNumber());
    String id = made.path("dep_id").textValue();
    JsonNode version = provider.read("ShowDependencyVersion", id, "1");
    assertEquals("layer", version.path("name").textValue());
    assertEquals(archive.length, version.path("size").intValue());
    assertEquals(
        made.path("id").textValue(),
        provider
            .list("ListDependencyVersion", "?marker=0&maxitems=100", id)
            .at("/dependencies/0/id")
            .textValue());
    provider.read("DeleteDependencyVersion", id, "1");
    provider.gone("ShowDependencyVersion", id, "1");

    String older =
        provider
            .write("CreateDependency", body.formatted("older", host.host.bucketAddress()))
            .path("id")
            .textValue();
    assertEquals("older", provider.read("ShowDependency", older).path("name").textValue());
    provider.write("UpdateDependency", body.formatted("newer", host.host.bucketAddress()), older);
    assertEquals("newer", provider.read("ShowDependency", older).path("name").textValue());
    provider.read("DeleteDependency", older);
    provider.gone("ShowDependency", older);
  }

  /** {@code huaweicloud_fgs_function_event}: deleted with 204 exactly, listed with 200 exactly. */
  @Test
  void aTestEventIsCreatedChangedAndDestroyed() {
    String id =
        provider
            .write("CreateEvent", "{\"name\":\"first\",\"content\":\"e30=\"}", urn)
            .path("id")
            .textValue();
    assertEquals("e30=", provider.read("ShowEvent", urn, id).path("content").textValue());
    provider.write("UpdateEvent", "{\"name\":\"first\",\"content\":\"W10=\"}", urn, id);
    JsonNode listed = provider.read("ListEvents", urn);
    assertEquals("first", listed.at("/events/0/name").textValue());
    assertTrue(listed.at("/events/0/last_modified").isNumber());
    provider.empty("DeleteEvent", "", urn, id);
    provider.gone("ShowEvent", urn, id);
  }

  /** {@code huaweicloud_fgs_function_topping} and {@code huaweicloud_fgs_lts_log_enable}. */
  @Test
  void actionsWithoutAStateOfTheirOwn() {
    host.create("other");
    provider.write("UpdateFunctionCollectState", "", host.urn("other"), "true");
    assertEquals(
        "other",
        provider
            .list("ListFunctions", "?maxitems=100&marker=0")
            .at("/functions/0/func_name")
            .asText());
    provider.write("UpdateFunctionCollectState", "", host.urn("other"), "false");
    provider.write("EnableLtsLogs", "");
  }

  /** {@code huaweicloud_fgs_async_invoke_configuration}. */
  @Test
  void configurationOfAsynchronousCalls() {
    provider.gone("ShowFunctionAsyncInvokeConfig", urn);
    String told = host.create("told");
    provider.write(
        "UpdateFunctionAsyncInvokeConfig",
        """
        {"max_async_event_age_in_seconds":60,"max_async_retry_attempts":1,
         "destination_config":{"on_success":
           {"destination":"FunctionGraph","param":"{\\"func_urn\\":\\"%s\\"}"}}}
        """
            .formatted(told),
        urn);
    JsonNode shown = provider.read("ShowFunctionAsyncInvokeConfig", urn);
    assertTrue(shown.path("max_async_event_age_in_seconds").isNumber());
    assertTrue(shown.path("max_async_retry_attempts").isNumber());
    assertEquals(
        "FunctionGraph", shown.at("/destination_config/on_success/destination").textValue());
    assertTrue(shown.path("created_time").isTextual());
    assertTrue(shown.path("last_modified").isTextual());
    provider.read("DeleteFunctionAsyncInvokeConfig", urn);
    provider.gone("ShowFunctionAsyncInvokeConfig", urn);
  }
}
