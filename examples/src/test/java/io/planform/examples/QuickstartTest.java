package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README promises, on the real engine. */
class QuickstartTest {
  private static LocalHost host;

  @BeforeAll
  static void startHost() throws Exception {
    host = LocalHost.start();
  }

  @AfterAll
  static void stopHost() throws Exception {
    host.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "quickstart-yaml"})
  void goesUpAnswersAndIsDestroyed(String example) throws Exception {
    Planform planform = host.planform(host.workspace(example));
    String prefix = example.equals("quickstart") ? "" : "/yaml";

    String shown = planform.run("up", "-auto-approve").succeeds().out();
    assertTrue(
        shown.contains("Apply complete! Resources: 8 added, 0 changed, 0 destroyed."), shown);
    assertTrue(shown.contains(host.gateway() + prefix + "/hello"), shown);

    assertTrue(get(prefix + "/hello?name=you").contains("\"message\":\"Hello, you!\""));
    assertTrue(get(prefix + "/java").contains("Hello from Java 17"));
    assertTrue(get(prefix + "/web/deeper").contains("GET " + prefix + "/web/deeper"));
    String invoked =
        planform.run("invoke", "hello-python", "-data", "{\"name\":\"you\"}").succeeds().out();
    assertTrue(invoked.contains("Hello from Python 3.10"), invoked);
    String log = planform.run("logs", "hello-python", "-status=success").succeeds().out();
    assertTrue(log.contains("Start invoke request"), log);
    assertTrue(log.contains("Finish invoke request"), log);
    String logged = planform.run("logs", "hello-python", "-json").succeeds().out();
    assertTrue(logged.contains("\"version\":\"latest\",\"status\":\"success\""), logged);
    String measured = planform.run("metrics", "hello-python", "-json").succeeds().out();
    assertTrue(measured.contains("\"count\":"), measured);
    String cost = planform.run("metrics", "hello-python", "-cost").succeeds().out();
    assertTrue(cost.contains("GB-SECONDS"), cost);

    assertEquals(0, planform.run("plan", "-detailed-exitcode").exit());
    planform.run("up", "-auto-approve").succeeds();

    String destroyed = planform.run("destroy", "-auto-approve").succeeds().out();
    assertTrue(destroyed.contains("Destroy complete! Resources: 8 destroyed."), destroyed);
    assertEquals("", planform.run("state", "list").succeeds().out());
    assertEquals(404, status(prefix + "/hello"));
  }

  @Test
  void makesAFunctionForEachEnvironmentByOneModule() throws Exception {
    Planform planform = host.planform(host.workspace("modules"));
    planform.run("up", "-auto-approve").succeeds();
    assertEquals("Testing, testing, you!\n", get("/staging/greeter?name=you"));
    assertEquals("Hello, you!\n", get("/production/greeter?name=you"));

    String oneLess = "-var=environments={ production = { greeting = \"Hello\" } }";
    String planned = planform.run("plan", oneLess).succeeds().out();
    assertTrue(planned.contains("Plan: 0 to add, 1 to change, 2 to destroy."), planned);
    planform.run("apply", "-auto-approve", oneLess).succeeds();
    assertEquals(404, status("/staging/greeter"));
    assertEquals("Hello, you!\n", get("/production/greeter?name=you"));

    planform.run("destroy", "-auto-approve", oneLess).succeeds();
    assertEquals("", planform.run("state", "list").succeeds().out());
  }

  @Test
  void changesCodeMemoryAndHandlerInPlaceAndReplacesOnRename() throws Exception {
    Path workspace = host.workspace("quickstart");
    Planform planform = host.planform(workspace);
    planform.run("up", "-auto-approve").succeeds();

    replaceFirst(workspace.resolve("functions/node/index.js"), "}, ${name}!`", "}, dear ${name}!`");
    replaceFirst(workspace.resolve("functions/node/index.js"), "exports.handler", "exports.greet");
    replaceFirst(
        workspace.resolve("main.tf"),
        "\"index.handler\"\n  memory_size = 128",
        "\"index.greet\"\n  memory_size = 256");
    String planned = planform.run("plan").succeeds().out();
    assertTrue(planned.contains("huaweicloud_fgs_function.node will be updated in-place"), planned);
    assertTrue(planned.contains("Plan: 0 to add, 1 to change, 0 to destroy."), planned);
    planform.run("apply", "-auto-approve").succeeds();
    assertTrue(get("/hello?name=you").contains("Hello, dear you!"));

    replaceFirst(workspace.resolve("main.tf"), "\"hello-node\"", "\"hello-javascript\"");
    planned = planform.run("plan").succeeds().out();
    assertTrue(planned.contains("huaweicloud_fgs_function.node must be replaced"), planned);
    assertTrue(planned.contains("# forces replacement"), planned);
    planform.run("apply", "-auto-approve").succeeds();
    assertTrue(get("/hello?name=you").contains("\"function\":\"hello-javascript\""));

    planform.run("destroy", "-auto-approve").succeeds();
  }

  /** Replaces the first occurrence. */
  private static void replaceFirst(Path file, String old, String replacement) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(old), () -> file + " has no " + old);
    int start = text.indexOf(old);
    Files.writeString(
        file, text.substring(0, start) + replacement + text.substring(start + old.length()));
  }

  private static String get(String path) throws Exception {
    HttpResponse<String> response = host.get(path);
    assertEquals(200, response.statusCode(), response::body);
    return response.body();
  }

  private static int status(String path) throws Exception {
    return host.get(path).statusCode();
  }
}
