package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in API Gateway: applied, called, changed, adopted, brought back, and destroyed. */
class GatewayTest {
  private static final String GATEWAY_TYPE = "huaweicloud_apig_";

  private LocalHost host;
  private Planform planform;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "gateway"), folder);
    host = LocalHost.start();
    planform = host.planform(folder);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void isAppliedCalledAdoptedAndDestroyed(@TempDir Path others) throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    letsInWhomItKnows();

    planform.run("apply", "-auto-approve", "-var=word=thanks", "-var=timeout=20000").succeeds();
    assertSettled("-var=word=thanks", "-var=timeout=20000");
    assertEquals(200, status("/guests/9", "shop.example.com", Map.of("x-pass", "ann:thanks")));
    planform.run("apply", "-auto-approve").succeeds();

    JsonNode resources = resources();
    adopts(resources);
    bringsBackWhatSomebodyChanged(resources, others);
    planform.run("destroy", "-auto-approve").succeeds();
  }

  private void assertSettled(String... variables) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("plan", "-detailed-exitcode"));
    arguments.addAll(List.of(variables));
    Planform.Result plan = planform.run(arguments.toArray(String[]::new));
    assertEquals(0, plan.exit(), plan::toString);
  }

  private int status(String path, String name, Map<String, String> headers) throws Exception {
    return host.get(path, in("TEST", name, headers)).statusCode();
  }

  private static Map<String, String> in(
      String environment, String name, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Host", name);
    all.put("X-Stage", environment);
    return all;
  }

  private String output(String name) throws Exception {
    return planform.run("output", "-raw", name).succeeds().out();
  }

  private void letsInWhomItKnows() throws Exception {
    String group = output("group") + ".localhost";
    String code = output("code");
    Map<String, String> application = Map.of("X-Apig-AppCode", code);
    assertEquals(
        "{\"order\":\"7\",\"for\":\"the application\",\"stage\":\"TEST\"}",
        host.get("/orders/7", in("TEST", group, application)).body());
    assertEquals(401, status("/orders/7", group, Map.of()));
    assertEquals(
        "{\"order\":\"9\",\"for\":\"ann\",\"stage\":\"TEST\"}",
        host.get("/guests/9", in("TEST", group, Map.of("x-pass", "ann:please"))).body());
    assertEquals(401, status("/guests/9", group, Map.of("x-pass", "ann:hello")));
    assertEquals(
        "{\"order\":\"tea\",\"for\":\"the application\",\"stage\":\"RELEASE\"}",
        host.get("/menu/tea", in("RELEASE", group, Map.of())).body());
  }

  private JsonNode resources() throws Exception {
    String state = planform.run("show", "-json").succeeds().out();
    return new ObjectMapper().readTree(state).at("/values/root_module/resources");
  }

  private static String importId(JsonNode resource) {
    JsonNode values = resource.path("values");
    String id = values.path("id").asText();
    String instance = values.path("instance_id").asText();
    return switch (resource.path("type").asText()) {
      case "huaweicloud_apig_instance", "huaweicloud_apig_api_publishment" -> id;
      default -> instance + "/" + id;
    };
  }

  private void adopts(JsonNode resources) throws Exception {
    List<String> forget = new ArrayList<>(List.of("state", "rm"));
    StringBuilder imports = new StringBuilder();
    for (JsonNode resource : resources) {
      String address = resource.path("address").asText();
      if (address.startsWith(GATEWAY_TYPE)) {
        forget.add(address);
        imports.append(
            "import {\n  to = %s\n  id = \"%s\"\n}\n".formatted(address, importId(resource)));
      }
    }
    planform.run(forget.toArray(String[]::new)).succeeds();
    Files.writeString(folder.resolve("imports.tf"), imports);
    Planform.Result plan = planform.run("plan", "-no-color");
    assertTrue(
        plan.out()
            .contains(
                "Plan: %d to import, 0 to add, 0 to change, 0 to destroy."
                    .formatted(forget.size() - 2)),
        plan::toString);
    planform.run("apply", "-auto-approve").succeeds();
    Files.delete(folder.resolve("imports.tf"));
  }

  /** Somebody is another state, which adopts the group and gives it another name of hosts. */
  private void bringsBackWhatSomebodyChanged(JsonNode resources, Path others) throws Exception {
    String group = "";
    for (JsonNode resource : resources) {
      if (resource.path("type").asText().equals("huaweicloud_apig_group")) {
        group = importId(resource);
      }
    }
    Files.writeString(
        others.resolve("main.tf"),
        """
        import {
          to = huaweicloud_apig_group.shop
          id = "%s"
        }
        resource "huaweicloud_apig_group" "shop" {
          instance_id = "%s"
          name        = "shop"
          url_domains {
            name = "mine.example.com"
          }
        }
        """
            .formatted(group, group.substring(0, group.indexOf('/'))));
    host.planform(others).run("apply", "-auto-approve").succeeds();
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(2, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("mine.example.com"), plan::toString);
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
  }
}
