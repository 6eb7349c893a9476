package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects are made again what they were in an earlier revision of the state. */
class RollbackTest {
  private static final String ADDRESS =
      """
      resource "huaweicloud_fgs_function_trigger" "url" {
        function_urn = huaweicloud_fgs_function.echo.urn
        type         = "APIG"
        event_data = jsonencode({
          name = "echo", path = "/echo", protocol = "HTTP", req_method = "GET", auth = "NONE"
          match_mode = "NORMAL", type = 1, func_info = { timeout = 5000, invocation_type = "sync" }
          group_id = "default", env_name = "RELEASE", env_id = "DEFAULT_ENVIRONMENT_RELEASE_ID"
        })
      }
      """;

  private Path manifest;
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void apply(@TempDir Path directory) throws Exception {
    manifest = directory.resolve("main.tf");
    host = LocalHost.start();
    planform = host.planform(directory);
    write(128, ADDRESS);
    planform.run("apply", "-auto-approve").succeeds();
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void whatChangedAndWhatWentIsBackAndAnswers() throws Exception {
    write(256, "");
    planform.run("apply", "-auto-approve").succeeds();
    assertEquals(404, host.get("/echo").statusCode());

    Planform.Result plan = planform.run("state", "rollback", "-to=1", "-plan", "-out=back.plan");
    assertEquals(0, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("256 -> 128"), plan::toString);
    assertTrue(plan.out().contains("Plan: 1 to add, 1 to change, 0 to destroy."), plan::toString);
    planform.run("apply", "back.plan").succeeds();

    HttpResponse<String> answer = host.get("/echo");
    assertEquals("here", answer.body(), answer::toString);
    write(128, ADDRESS);
    Planform.Result settled = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, settled.exit(), settled::toString);
  }

  private void write(int memory, String rest) throws Exception {
    String function =
        """
        resource "huaweicloud_fgs_function" "echo" {
          name        = "echo"
          app         = "rollback"
          runtime     = "Node.js18.15"
          handler     = "index.handler"
          memory_size = %d
          timeout     = 5
          code_type   = "inline"
          func_code   = "exports.handler = async () => ({ statusCode: 200, body: 'here' });"
        }
        """
            .formatted(memory);
    Files.writeString(manifest, function + rest);
  }
}
