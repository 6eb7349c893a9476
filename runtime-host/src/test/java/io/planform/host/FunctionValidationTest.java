package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a creation is refused for: one field of a good request is replaced. */
class FunctionValidationTest {
  private static TestHost host;

  @BeforeAll
  static void start(@TempDir Path home) throws HostException {
    host = new TestHost(home);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @ParameterizedTest(name = "{0} = {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          func_name             | "1st"                            | FSS.1002
          func_name             | "a"                              | FSS.1002
          func_name             | "ends-"                          | FSS.1002
          func_name             | 7                                | FSS.0400
          func_name             | null                             | FSS.0400
          package               | "a:b"                            | FSS.1027
          runtime               | "Node.js99"                      | FSS.1005
          runtime               | "Go1.x"                          | FSS.1005
          handler               | ""                               | FSS.1003
          handler               | "handler"                        | FSS.1003
          handler               | "../x.handler"                   | FSS.1003
          timeout               | 2                                | FSS.1008
          timeout               | 259201                           | FSS.1008
          timeout               | "5"                              | FSS.0400
          timeout               | 5.5                              | FSS.0400
          memory_size           | 129                              | FSS.1007
          ephemeral_storage     | 700                              | FSS.0400
          user_data             | "x"                              | FSS.1009
          user_data             | "{\\"1a\\":\\"x\\"}"             | FSS.1009
          user_data             | "{\\"a\\":1}"                    | FSS.1009
          code_type             | "obs"                            | FSS.1010
          code_type             | "jar"                            | FSS.1006
          code_type             | "Custom-Image-Swr"               | FSS.1006
          code_url              | "https://bucket/x.zip"           | FSS.1006
          func_code             | null                             | FSS.1012
          func_code             | {"file":""}                      | FSS.1012
          func_code             | {"file":"%%%"}                   | FSS.1011
          func_code             | {"file":"bm8gemlw"}              | FSS.1011
          initializer_handler   | "nodot"                          | FSS.1404
          initializer_handler   | "index.init"                     | FSS.1405
          strategy_config       | {"concurrency":1001}             | FSS.1026
          strategy_config       | {"concurrent_num":1001}          | FSS.1026
          strategy_config       | {"concurrent_num":-2}            | FSS.1026
          pre_stop_handler      | "nodot"                          | FSS.0400
          pre_stop_handler      | "index.stop"                     | FSS.0400
          heartbeat_handler     | "index.beat"                     | FSS.0400
          enable_class_isolation | true                            | FSS.0400
          func_vpc              | {"vpc_id":"v","subnet_id":"s"}   | FSS.1036
          xrole                 | "agency"                         | FSS.1021
          app_xrole             | "agency"                         | FSS.1021
          depend_version_list   | ["d"]                            | FSS.1056
          enable_dynamic_memory | "true"                           | FSS.0400
          log_config            | {"group_id":"g"}                 | FSS.0400
          mount_config          | {"func_mounts":[{"mount_type":"sfs"}]} | FSS.0400
          mount_config          | {"mount_user":{"user_id":1000}} | FSS.0400
          mount_config          | {"mount_user":{"mount_user_group_id":0}} | FSS.0400
          mount_config          | {"func_mounts":[{"mount_type":"nfs","mount_resource":"r","mount_share_path":"a:/","local_mount_path":"/mnt/a"}]} | FSS.0400
          mount_config          | {"func_mounts":[{"mount_type":"ecs","mount_resource":"r","mount_share_path":"a:/","local_mount_path":"/mnt"}]} | FSS.1039
          mount_config          | {"func_mounts":[{"mount_type":"ecs","mount_resource":"r","mount_share_path":"a:/","local_mount_path":"/mnt/a/b"}]} | FSS.1039
          mount_config          | {"func_mounts":[{"mount_type":"ecs","mount_resource":"r","mount_share_path":"a:/","local_mount_path":"/opt/a"}]} | FSS.1039
          mount_config          | {"func_mounts":[{"mount_type":"ecs","mount_resource":"r","mount_share_path":"/a","local_mount_path":"/mnt/a"}]} | FSS.1039
          mount_config          | {"func_mounts":[{"mount_type":"sfsTurbo","mount_resource":"none","mount_share_path":"none.sfsturbo.internal:/","local_mount_path":"/mnt/a"}]} | FSS.1040
          mount_config          | {"func_mounts":[{"mount_type":"ecs"},{"mount_type":"ecs"},{"mount_type":"ecs"},{"mount_type":"ecs"},{"mount_type":"ecs"},{"mount_type":"ecs"}]} | FSS.1049
          mount_config          | {"func_mounts":[{"mount_type":"ecs","mount_resource":"r","mount_share_path":"a:/","local_mount_path":"/mnt/a"},{"mount_type":"ecs","mount_resource":"r","mount_share_path":"a:/","local_mount_path":"/mnt/a"}]} | FSS.1039
          type                  | "v1"                             | FSS.0400
          no_such_field         | 1                                | FSS.0400
          """)
  void refuses(String field, String value, String code) throws JsonProcessingException {
    TestHost.Answer answer = create(field, value);
    assertEquals(code, answer.code(), answer.text());
    assertTrue(answer.json().get("error_msg").isTextual());
    assertEquals(0, host.get("/fgs/functions").json().get("count").intValue());
  }

  @ParameterizedTest(name = "{0} = {1} asks for nothing")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          xrole                 | ""
          func_vpc              | {"vpc_id":"","subnet_id":""}
          mount_config          | {"mount_user":{"mount_user_id":-1,"mount_user_group_id":-1},"func_mounts":[]}
          network_controller    | {"disable_public_network":false,"trigger_access_vpcs":[]}
          enable_lts_log        | false
          depend_version_list   | []
          enterprise_project_id | "0"
          type                  | "v2"
          user_data             | ""
          pre_stop_handler      | ""
          heartbeat_handler     | ""
          """)
  void acceptsDefaults(String field, String value) throws JsonProcessingException {
    TestHost.Answer answer = create(field, value);
    assertEquals(200, answer.status(), answer.text());
    assertEquals(204, host.call("DELETE", "/fgs/functions/default:hello", "").status());
  }

  @Test
  void keepsWhatOnlyFunctionsInJavaHave() throws JsonProcessingException {
    ObjectNode request =
        (ObjectNode) Json.read(TestHost.function("beating", "Java17", "com.example.Main.handle"));
    request.put("heartbeat_handler", "heartbeat");
    assertEquals("FSS.0400", host.call("POST", "/fgs/functions", request.toString()).code());
    request.put("heartbeat_handler", "com.example.Main.heartbeat");
    request.put("enable_class_isolation", true);
    assertEquals(200, host.call("POST", "/fgs/functions", request.toString()).status());
    String path = "/fgs/functions/" + host.urn("beating");
    String versions = path + "/versions";
    assertEquals(200, host.call("POST", versions, "{\"version\":\"v1\"}").status());
    ObjectNode update = (ObjectNode) Json.read("{\"runtime\":\"Java17\"}");
    update.put("handler", "com.example.Main.handle").put("timeout", 5).put("memory_size", 128);
    update.put("heartbeat_handler", "");
    assertEquals(200, host.call("PUT", path + "/config", update.toString()).status());
    var changed = host.get(path + "/config").json();
    assertEquals("", changed.get("heartbeat_handler").textValue());
    assertTrue(changed.get("enable_class_isolation").booleanValue());
    var published = host.get(path + ":v1/config").json();
    assertEquals("com.example.Main.heartbeat", published.get("heartbeat_handler").textValue());
    assertEquals(204, host.call("DELETE", path, "").status());
  }

  private static TestHost.Answer create(String field, String value) throws JsonProcessingException {
    ObjectNode request =
        (ObjectNode) Json.read(TestHost.function("hello", "Node.js18.15", "index.handler"));
    request.set(field, Json.read(value));
    return host.call("POST", "/fgs/functions", request.toString());
  }
}
