package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of an image of the user's own, from the manifest to what their callers read. */
class CustomImageTest {
  private static final Path MODULE =
      Path.of(System.getProperty("planform.examples"), "src/test/resources/custom-image");
  private static final String IMAGE = "planform-test/" + UUID.randomUUID() + ":1";

  private static LocalHost host;
  private static Planform planform;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    Path workspace = temporary.resolve("module");
    LocalHost.copy(MODULE, workspace);
    host = LocalHost.start();
    planform = host.planform(workspace);
    Files.writeString(
        workspace.resolve("Dockerfile"),
        """
        FROM %s
        COPY main.js /app/main.js
        USER root
        RUN chmod 755 /app && chmod 644 /app/main.js
        ENTRYPOINT ["node", "/app/main.js"]
        """
            .formatted(withNode()));
    Files.writeString(workspace.resolve("terraform.tfvars"), "image = \"" + IMAGE + "\"\n");
    docker("build", "--quiet", "--tag", IMAGE, workspace.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    host.stop();
    docker("rmi", "--force", IMAGE);
  }

  /** An image that {@code host up} has made. */
  private static String withNode() throws Exception {
    String format = "{{.Repository}}:{{.Tag}}";
    return docker("images", "--filter", "label=io.planform.runtime=custom", "--format", format)
        .lines()
        .findFirst()
        .orElseThrow();
  }

  private static String docker(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(words));
    Process docker = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, docker.waitFor(), output);
    return output;
  }

  private static void apply(String mode) throws IOException, InterruptedException {
    planform.run("apply", "-auto-approve", "-var", "mode=" + mode).succeeds();
  }

  private static Planform.Result invoke(String function) throws Exception {
    return planform.run("invoke", function, "-data", "{\"httpMethod\":\"GET\",\"path\":\"/page\"}");
  }

  @Test
  void areAppliedCalledChangedAndTellThatTheyCrash() throws Exception {
    apply("well");
    String event = invoke("image-event").succeeds().out();
    assertTrue(event.contains("\"target\":\"/invoke\",\"mode\":\"well\""), event);
    String web = invoke("image-web").succeeds().out();
    byte[] body =
        "{\"target\":\"/page\",\"mode\":\"as-commanded\"}".getBytes(StandardCharsets.UTF_8);
    assertTrue(web.contains(Base64.getEncoder().encodeToString(body)), web);
    String again = planform.run("plan", "-var", "mode=well").succeeds().out();
    assertTrue(again.contains("No changes."), again);

    apply("crash");
    Planform.Result crashing = invoke("image-event");
    assertTrue(crashing.exit() != 0, crashing.toString());
    String told = crashing.toString();
    assertTrue(told.contains("CrashLoopBackOff"), told);
    assertTrue(told.contains("no module named flask"), told);

    apply("mended");
    String mended = invoke("image-event").succeeds().out();
    assertTrue(mended.contains("\"mode\":\"mended\""), mended);
    planform.run("destroy", "-auto-approve").succeeds();
  }
}
