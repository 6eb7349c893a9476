package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients read along the way: templates, and what no function has here. */
class ListingApiTest {
  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void everyTemplateCanBeCreatedFrom() {
    JsonNode templates = host.get("/fgs/templates").json().path("func_templates");
    assertEquals(
        Set.of("Node.js18.15", "Python3.10", "Custom", "http"),
        templates.findValuesAsText("runtime").stream().collect(Collectors.toSet()));
    for (JsonNode listed : templates) {
      JsonNode template = host.get("/fgs/templates/" + listed.path("id").asText()).json();
      assertEquals(listed, template);
      ObjectNode body =
          Json.object()
              .put("func_name", template.path("template_name").asText())
              .put("package", "default");
      for (String field : Set.of("runtime", "handler", "timeout", "memory_size", "code_type")) {
        body.set(field, template.path(field));
      }
      body.putObject("func_code").set("file", template.path("code"));
      TestHost.Answer made = host.call("POST", "/fgs/functions", body.toString());
      assertEquals(200, made.status(), made.text());
    }
  }

  @Test
  void templatesAreFilteredAndPaged() {
    JsonNode page = host.get("/fgs/templates?maxitems=2&marker=1").json();
    assertEquals(2, page.path("func_templates").size());
    assertEquals(3, page.path("next_marker").asInt());
    assertEquals(2, count("runtime=Python3.10"));
    assertEquals(1, count("scene=scheduled_task"));
    assertEquals(0, count("runtime=Java8"));
    assertEquals(0, count("ispublic=false"));
    TestHost.Answer missing = host.get("/fgs/templates/none");
    assertEquals(404, missing.status());
    assertEquals("FSS.1059", missing.code());
  }

  private int count(String query) {
    return host.get("/fgs/templates?" + query).json().path("func_templates").size();
  }

  @ParameterizedTest
  @CsvSource({
    "/fgs/functions/reservedinstanceconfigs?limit=100&marker=0,reserved_instances",
    "/fgs/functions/reservedinstanceconfigs?function_urn=default:hello,reserved_instances",
    "/fgs/functions/reservedinstances?urn=default:hello,reservedinstances",
    "/fgs/functions/default:hello/async-invoke-configs,async_invoke_configs",
  })
  void nothingOfItIsThere(String path, String list) {
    host.create("hello");
    JsonNode answer = host.get(path).json();
    assertTrue(answer.path(list).isArray() && answer.path(list).isEmpty(), answer.toString());
    assertEquals(0, answer.path("count").asInt());
    assertTrue(answer.path("page_info").path("next_marker").isIntegralNumber());
  }

  @Test
  void noAgencyIsTrustedAndNoFeatureIsOn() {
    assertEquals("[]", host.get("/fgs/service-trusted-agencies").text());
    assertEquals("{}", host.get("/fgs/feature").text());
  }

  @Test
  void quotasCountWhatIsUsed() {
    host.create("one");
    host.create("two");
    JsonNode functions = host.get("/fgs/quotas").json().at("/quotas/resources/0");
    assertEquals("fgs_func_num", functions.path("type").asText());
    assertEquals(2, functions.path("used").asInt());
  }
}
