package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import io.planform.host.server.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code huaweicloud_fgs_function} as the Terraform provider applies it. */
class TerraformFunctionTest {
  private static final String SETTINGS =
      """
      "runtime":"Node.js18.15","timeout":%d,"handler":"index.handler","memory_size":%d,
      "description":"by Terraform","user_data":"{\\"A\\":\\"b\\"}","enable_dynamic_memory":false,
      "is_stateful_function":false""";

  @TempDir Path home;
  private TestHost host;
  private ProviderCalls provider;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    provider = new ProviderCalls(host);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** The id of the resource is what stands before the last colon. */
  private String create() {
    String made =
        provider
            .write(
                "CreateFunction",
                """
                {"func_name":"hello","package":"default","type":"v2","code_type":"inline",
                 "func_code":{"file":"ZXhwb3J0cy5oYW5kbGVyID0gZSA9PiBlOw=="},%s}
                """
                    .formatted(SETTINGS.formatted(3, 128)))
            .path("func_urn")
            .textValue();
    assertTrue(made.endsWith(":latest"), made);
    return made.substring(0, made.lastIndexOf(':'));
  }

  private void configure(String urn, int timeout, String more) {
    provider.write(
        "UpdateFunctionConfig",
        "{\"package\":\"default\",%s%s}".formatted(SETTINGS.formatted(timeout, 256), more),
        urn);
  }

  @Test
  void isCreatedReadChangedAndDestroyed() {
    String urn = create();
    configure(
        urn,
        5,
        """
        ,"initializer_handler":"index.init","initializer_timeout":10,"ephemeral_storage":512,
         "strategy_config":{"concurrent_num":10},"enable_auth_in_header":false,
         "enable_class_isolation":false,
         "mount_config":{"mount_user":{"mount_user_id":-1,"mount_user_group_id":-1}}
        """);
    provider.write("UpdateFunctionMaxInstanceConfig", "{\"max_instance_num\":20}", urn);
    provider.empty(
        "CreateTags",
        "{\"action\":\"create\",\"tags\":[{\"key\":\"team\",\"value\":\"red\"}]}",
        "functions",
        urn + ":latest");

    JsonNode read = read(urn);
    assertEquals(256, read.path("memory_size").intValue());
    assertEquals(5, read.path("timeout").intValue());
    assertEquals("by Terraform", read.path("description").textValue());
    assertEquals("index.init", read.path("initializer_handler").textValue());
    assertEquals(10, read.path("initializer_timeout").intValue());
    assertEquals(20, read.at("/strategy_config/concurrency").intValue());
    assertEquals(10, read.at("/strategy_config/concurrent_num").intValue());
    assertEquals("{\"A\":\"b\"}", read.path("user_data").textValue());
    assertEquals("v2", read.path("type").textValue());
    assertEquals("0", read.path("enterprise_project_id").textValue());

    provider.write(
        "UpdateFunctionCode",
        "{\"code_type\":\"inline\",\"func_code\":{\"file\":\"ZXhwb3J0cy5oYW5kbGVyID0gKCkgPT4gMTs=\"}}",
        urn);
    configure(urn, 9, "");
    assertEquals(9, read(urn).path("timeout").intValue());
    provider.empty(
        "DeleteTags",
        "{\"action\":\"delete\",\"tags\":[{\"key\":\"team\"}]}",
        "functions",
        urn + ":latest");

    provider.read("DeleteFunction", urn);
    provider.gone("ShowFunctionConfig", urn);
    provider.gone("DeleteFunction", urn);
  }

  /** All that a refresh asks for, with the types that the provider takes for granted. */
  private JsonNode read(String urn) {
    JsonNode configuration = provider.read("ShowFunctionConfig", urn);
    assertTrue(configuration.path("package").isTextual());
    assertTrue(configuration.path("xrole").isTextual());
    assertTrue(configuration.at("/strategy_config/concurrency").isNumber());
    assertTrue(configuration.at("/strategy_config/concurrent_num").isNumber());
    assertFalse(configuration.has("custom_image"));
    assertFalse(configuration.has("encrypted_user_data"));
    JsonNode log = provider.read("ShowLtsLogDetails", urn + ":latest");
    for (String name : new String[] {"group_name", "group_id", "stream_name", "stream_id"}) {
      assertTrue(log.path(name).isTextual(), name);
    }
    assertTrue(provider.read("ListFunctionVersions", urn).path("versions").isArray());
    assertTrue(provider.read("ListVersionAliases", urn).isArray());
    assertEquals(
        0,
        provider
            .list("ListReservedInstanceConfigs", "?function_urn=" + urn + "&limit=100&marker=0")
            .path("reserved_instances")
            .size());
    return configuration;
  }

  @Test
  void publishesVersionsAndReplacesAliases() {
    String urn = create();
    provider.write("CreateFunctionVersion", "{\"version\":\"v1\",\"description\":\"d\"}", urn);
    String alias = "{\"name\":\"live\",\"version\":\"%s\",\"description\":\"\"%s}";
    provider.write("CreateVersionAlias", alias.formatted("v1", ""), urn);
    provider.write("UpdateFunctionMaxInstanceConfig", "{\"max_instance_num\":3}", urn);
    provider.write("CreateFunctionVersion", "{\"version\":\"v2\"}", urn);
    provider.read("DeleteVersionAlias", urn, "live");
    provider.write(
        "CreateVersionAlias",
        alias.formatted("v1", ",\"additional_version_weights\":{\"v2\":30}"),
        urn);

    JsonNode read = provider.read("ListVersionAliases", urn).path(0);
    assertEquals("live", read.path("name").textValue());
    assertEquals(30, read.at("/additional_version_weights/v2").intValue());
    assertEquals(urn + ":!live", read.path("alias_urn").textValue());
    // golangsdk signs what it sends: the alias' exclamation mark as it is.
    assertEquals(
        "v1", provider.read("ShowFunctionConfig", urn + ":!live").path("version").textValue());

    provider.read("DeleteVersionAlias", urn, "live");
    provider.gone("DeleteVersionAlias", urn, "live");
    provider.read("DeleteFunction", urn + ":v2");
    assertEquals(2, provider.read("ListFunctionVersions", urn).path("versions").size());
    provider.gone("ShowFunctionConfig", urn + ":v2");
  }

  @Test
  void takesReservationsBackThatThereAreNone() {
    String urn = create();
    provider.write(
        "UpdateFunctionReservedInstancesCount", "{\"count\":0,\"idle_mode\":false}", urn);
  }

  /** What the host honours is told as it was set. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pre_stop_handler      | "index.stop","pre_stop_timeout":20
          ephemeral_storage     | 10240
          enable_dynamic_memory | true
          initializer_handler   | "index.init","initializer_timeout":300
          description           | "other words"
          user_data             | "{\\"KEY\\":\\"value\\"}"
          strategy_config       | {"concurrency":0,"concurrent_num":1000}
          lts_custom_tag        | {"team":"red"}
          """)
  void tellsSettingsAsTheyWereSet(String name, String value) throws JsonProcessingException {
    String urn = create();
    JsonNode sent =
        Json.read(
            """
            {"package":"default","runtime":"Node.js18.15","timeout":3,"handler":"index.handler",
             "memory_size":128,"%s":%s}
            """
                .formatted(name, value));
    provider.write("UpdateFunctionConfig", sent.toString(), urn);
    JsonNode read = read(urn);
    sent.properties().forEach(set -> assertEquals(set.getValue(), read.get(set.getKey())));
  }

  /** Encrypted variables are taken and never told. */
  @Test
  void keepsEncryptedVariablesToItself() {
    String urn = create();
    configure(urn, 3, ",\"encrypted_user_data\":\"{\\\"SECRET\\\":\\\"s3cret\\\"}\"");
    assertFalse(read(urn).toString().contains("s3cret"));
  }

  /** Of an image there is no code to send; the provider takes the object for granted. */
  @Test
  void anImagesSettingsAreTold() {
    provider.write(
        "CreateFunction",
        """
        {"func_name":"shop","package":"default","type":"v2","runtime":"Custom Image","timeout":3,
         "handler":"-","memory_size":512,"code_type":"Custom-Image-Swr",
         "custom_image":{"enabled":true,"image":"shop:1","command":"node","args":"server.js",
          "working_dir":"/srv"}}
        """);
    JsonNode image = provider.read("ShowFunctionConfig", host.urn("shop")).path("custom_image");
    assertEquals("shop:1", image.path("image").textValue());
    assertEquals("node", image.path("command").textValue());
    assertEquals("server.js", image.path("args").textValue());
    assertEquals("/srv", image.path("working_dir").textValue());
  }

  /** What the host cannot honour is refused by its name, never stored. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          peering_cidr           | "10.0.0.0/8"
          domain_names           | "[{\\"id\\":\\"z\\",\\"domain_name\\":\\"a.b\\"}]"
          lts_custom_tag         | {"version":"b"}
          gpu_memory             | 1024
          gpu_type               | "nvidia-t4"
          network_controller     | {"disable_public_network":true}
          restore_hook_handler   | "index.restore"
          enable_auth_in_header  | true
          is_stateful_function   | true
          enterprise_project_id  | "5f0f0c8e-0000-0000-0000-000000000000"
          """)
  void refusesSettingsByName(String name, String value) {
    String urn = create();
    String body =
        "{\"package\":\"default\",\"runtime\":\"Node.js18.15\",\"timeout\":3,\"handler\":\"index.handler\",\"memory_size\":128,\"%s\":%s}"
            .formatted(name, value);
    TestHost.Answer refusal = provider.refused("UpdateFunctionConfig", body, urn);
    assertEquals("FSS.0400", refusal.code());
    assertTrue(refusal.text().contains(name), refusal.text());
    assertEquals(3, provider.read("ShowFunctionConfig", urn).path("timeout").intValue());
  }
}
