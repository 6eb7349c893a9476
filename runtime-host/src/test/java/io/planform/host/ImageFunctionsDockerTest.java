package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.engine.TestImages;
import io.planform.host.process.Command;
import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions whose image is of the engine that runs them. */
class ImageFunctionsDockerTest {
  private static final String IMAGE = "planform-test/" + UUID.randomUUID() + ":1";

  /** Tells how it was started; its first argument can make it misbehave. */
  private static final String SERVER =
      """
      const fs = require('fs');
      const mode = process.argv[2] || '';
      if (mode === 'crash') { console.error('no module named flask'); process.exit(1); }
      let initialised = false;
      const attempt = (work) => { try { work(); return 'yes'; } catch (e) { return e.code; } };
      require('http').createServer((request, response) => {
        let body = '';
        request.on('data', (part) => (body += part));
        request.on('end', () => {
          if (request.url === '/init') {
            if (mode === 'slow') { return; }
            initialised = true;
            response.statusCode = mode === 'failing' ? 500 : 200;
            response.end();
            return;
          }
          console.log('served ' + request.url);
          response.end(JSON.stringify({
            target: request.method + ' ' + request.url, body, initialised,
            arguments: process.argv.slice(2), directory: process.cwd(),
            owner: process.getuid() + ':' + process.getgid(), greeting: process.env.GREETING,
            name: request.headers['x-cff-func-name'],
            temporary: attempt(() => fs.writeFileSync('/tmp/x', '')),
            root: attempt(() => fs.writeFileSync('/app/x', '')),
          }));
        });
      }).listen(8000);
      """;

  private static RealHost host;

  @BeforeAll
  static void start(@TempDir Path home, @TempDir Path context) throws Exception {
    Files.writeString(context.resolve("main.js"), SERVER);
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM %s
        COPY main.js /app/
        USER root
        RUN chmod 755 /app && chmod 644 /app/main.js && mkdir /srv/other
        WORKDIR /app
        ENTRYPOINT ["node", "main.js"]
        CMD ["as-made"]
        """
            .formatted(TestImages.custom()));
    run("docker", "build", "--quiet", "--tag", IMAGE, context.toString());
    host = new RealHost(home);
  }

  @AfterAll
  static void stop() {
    host.close();
    run("docker", "rmi", "--force", IMAGE);
  }

  private static void run(String... words) {
    Command.Outcome outcome = Command.run(List.of(words));
    assertTrue(outcome.succeeded(), outcome.output());
  }

  private static ObjectNode image(String overrides) throws Exception {
    ObjectNode image = Json.object().put("enabled", true).put("image", IMAGE);
    image.setAll((ObjectNode) Json.read(overrides));
    return image;
  }

  private static void create(String name, String runtime, String overrides, String settings)
      throws Exception {
    ObjectNode request = (ObjectNode) Json.read(TestHost.function(name, runtime, "bootstrap"));
    request.put("timeout", 60).put("code_type", "Custom-Image-Swr").remove("func_code");
    request.set("custom_image", image(overrides));
    request.setAll((ObjectNode) Json.read(settings));
    host.create(request);
  }

  private static TestHost.Answer invoke(String name) {
    return host.api.call(
        "POST", host.invocations(name), "{\"n\":1}", Map.of("X-Cff-Log-Type", "tail"));
  }

  private static JsonNode answer(String name) {
    TestHost.Answer answer = invoke(name);
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private static String failure(String name, String code) {
    TestHost.Answer answer = invoke(name);
    assertEquals(code, answer.code(), answer.text());
    return answer.json().get("error_msg").textValue();
  }

  @Test
  void areStartedAsTheImageSays() throws Exception {
    create(
        "plain",
        "Custom Image",
        "{}",
        "{\"initializer_handler\":\"init\",\"initializer_timeout\":30}");
    TestHost.Answer answer = invoke("plain");
    assertEquals(
        Json.read(
            """
            {"target":"POST /invoke","body":"{\\"n\\":1}","initialised":true,
             "arguments":["as-made"],"directory":"/app","owner":"1003:1003",
             "greeting":"s3cret-hello","name":"plain","temporary":"yes","root":"EROFS"}
            """),
        answer.json());
    String log =
        new String(
            Base64.getDecoder().decode(answer.header("X-Cff-Function-Log")),
            StandardCharsets.UTF_8);
    assertTrue(log.contains("served /invoke\n"), log);
  }

  @Test
  void areStartedAsTheFunctionSays() throws Exception {
    create(
        "changed",
        "Custom Image",
        "{\"command\":\"node,/app/main.js\",\"args\":\"one,two words\",\"working_dir\":\"/srv/other\","
            + "\"uid\":\"1500\",\"gid\":\"1600\"}",
        "{}");
    JsonNode answer = answer("changed");
    assertEquals("[\"one\",\"two words\"]", answer.get("arguments").toString());
    assertEquals("/srv/other", answer.get("directory").textValue());
    assertEquals("1500:1600", answer.get("owner").textValue());
    assertEquals("yes", answer.get("temporary").textValue());
    assertEquals(false, answer.get("initialised").booleanValue());
  }

  @Test
  void withACommandHaveNoArgumentsOfTheImage() throws Exception {
    create("command", "Custom Image", "{\"command\":\"node,main.js\"}", "{}");
    assertEquals("[]", answer("command").get("arguments").toString());
  }

  @Test
  void mayServeHttp() throws Exception {
    create("web", "http", "{\"args\":\"served\"}", "{}");
    host.expose("web");
    JsonNode answer = Json.read(host.text("/web/page?q=1"));
    assertEquals("GET /web/page?q=1", answer.get("target").textValue());
    assertEquals("[\"served\"]", answer.get("arguments").toString());
  }

  @Test
  void runAsTheirLatestConfigurationSays() throws Exception {
    create("latest", "Custom Image", "{\"args\":\"before\"}", "{}");
    assertEquals("[\"before\"]", answer("latest").get("arguments").toString());
    ObjectNode update = Json.object().put("runtime", "Custom Image").put("handler", "bootstrap");
    update.put("timeout", 60).put("memory_size", 128);
    update.set("custom_image", image("{\"args\":\"after\"}"));
    String path = "/fgs/functions/" + host.api.urn("latest") + "/config";
    assertEquals(200, host.api.call("PUT", path, update.toString()).status());
    assertEquals("[\"after\"]", answer("latest").get("arguments").toString());
  }

  @Test
  void tellThatTheyCrash() throws Exception {
    create("crash", "Custom Image", "{\"args\":\"crash\"}", "{}");
    String message = failure("crash", "FSS.0500");
    assertTrue(
        message.startsWith(
            "function invocation exception, error: CrashLoopBackOff: The application inside the"
                + " container keeps crashing:\nno module named flask"),
        message);
  }

  @Test
  void tellThatTheirInitializerFails() throws Exception {
    String settings = "{\"initializer_handler\":\"init\",\"initializer_timeout\":1}";
    create("failing", "Custom Image", "{\"args\":\"failing\"}", settings);
    assertEquals("POST /init was answered with status 500", failure("failing", "FSS.1404"));
    create("slow", "Custom Image", "{\"args\":\"slow\"}", settings);
    assertEquals("POST /init was not answered within 1 s", failure("slow", "FSS.1404"));
  }

  @Test
  void tellThatTheirCommandIsNotThere() throws Exception {
    create("lost", "Custom Image", "{\"command\":\"/no/such/file\"}", "{}");
    String message = failure("lost", "FSS.0500");
    assertTrue(message.contains("cannot be started"), message);
    assertTrue(message.contains("/no/such/file"), message);
  }

  /** No registry answers at port 1. */
  @Test
  void tellThatTheirImageIsNowhere() throws Exception {
    create("nowhere", "Custom Image", "{\"image\":\"127.0.0.1:1/shop/none:1\"}", "{}");
    String message = failure("nowhere", "FSS.1402");
    assertTrue(
        message.startsWith(
            "Failed to pull the image 127.0.0.1:1/shop/none:1 to create a container"),
        message);
  }
}
