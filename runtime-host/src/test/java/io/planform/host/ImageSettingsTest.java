package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions of images, and those that stream, can be set to. */
class ImageSettingsTest {
  private static TestHost host;

  @BeforeAll
  static void start(@TempDir Path home) throws HostException {
    host = new TestHost(home);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static TestHost.Answer create(String name, String settings)
      throws JsonProcessingException {
    ObjectNode request = (ObjectNode) Json.read(TestHost.function(name, "Custom Image", "-"));
    request.put("code_type", "Custom-Image-Swr").remove("func_code");
    request.setAll((ObjectNode) Json.read(settings));
    return host.call("POST", "/fgs/functions", request.toString());
  }

  private static JsonNode configuration(String name) {
    return host.get("/fgs/functions/" + host.urn(name) + "/config").json();
  }

  @Test
  void anImageKeepsWhatAnUpdateDoesNotName() throws Exception {
    String image =
        """
        {"enabled":true,"image":"shop:1","command":"/bin/sh","args":"-c,serve","working_dir":"/srv",
         "uid":"1500","gid":"-1"}
        """;
    assertEquals(200, create("shop", "{\"custom_image\":" + image + "}").status());
    assertEquals(Json.read(image), configuration("shop").get("custom_image"));
    ObjectNode update = (ObjectNode) Json.read(TestHost.function("shop", "Custom Image", "-"));
    update.without(List.of("func_code", "code_type", "package", "func_name"));
    update.set("custom_image", Json.read("{\"enabled\":true,\"image\":\"shop:2\"}"));
    TestHost.Answer answer =
        host.call("PUT", "/fgs/functions/" + host.urn("shop") + "/config", update.toString());
    assertEquals(200, answer.status(), answer.text());
    assertEquals(
        Json.read(image.replace("shop:1", "shop:2")), configuration("shop").get("custom_image"));
    assertEquals("shop:2", configuration("shop").get("image_name").textValue());
  }

  @Test
  void anHttpFunctionMayHaveAnImage() throws Exception {
    String settings =
        "{\"runtime\":\"http\",\"handler\":\"bootstrap\",\"is_return_stream\":true,"
            + "\"custom_image\":{\"enabled\":true,\"image\":\"web:1\"}}";
    TestHost.Answer answer = create("web", settings);
    assertEquals(200, answer.status(), answer.text());
    assertEquals("web:1", configuration("web").at("/custom_image/image").textValue());
    assertEquals(true, configuration("web").get("is_return_stream").booleanValue());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                           | FSS.1034
          {"custom_image":{"enabled":true,"image":""}}                 | FSS.1034
          {"custom_image":{"image":"a b"}}                             | FSS.1034
          {"custom_image":{"image":"a","command":7}}                   | FSS.0400
          {"custom_image":{"image":"a","port":"8000"}}                 | FSS.0400
          {"custom_image":{"image":"a","working_dir":"srv"}}           | FSS.0400
          {"custom_image":{"image":"a","uid":"0"}}                     | FSS.1075
          {"custom_image":{"image":"a","uid":"1000"}}                  | FSS.1075
          {"custom_image":{"image":"a","gid":"1002"}}                  | FSS.1075
          {"custom_image":{"image":"a","gid":"65535"}}                 | FSS.1075
          {"custom_image":{"image":"a","uid":"me"}}                    | FSS.1075
          {"custom_image":{"image":"a"},"is_return_stream":true}       | FSS.0400
          {"custom_image":{"image":"a"},"code_type":"zip"}             | FSS.1006
          {"runtime":"http","handler":"bootstrap"}                     | FSS.1006
          {"runtime":"Custom","handler":"bootstrap","custom_image":{"image":"a"}} | FSS.1034
          """)
  void refuses(String settings, String code) throws JsonProcessingException {
    TestHost.Answer answer = create("refused", settings);
    assertEquals(code, answer.code(), answer.text());
  }

  @Test
  void takesOverridesOf5120Characters() throws Exception {
    String settings = "{\"custom_image\":{\"image\":\"a\",\"args\":\"%s\"}}";
    assertEquals(200, create("long", settings.formatted("x".repeat(5120))).status());
    assertEquals("FSS.0400", create("longer", settings.formatted("x".repeat(5121))).code());
  }
}
