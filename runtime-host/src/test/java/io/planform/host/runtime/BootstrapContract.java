package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.host.runtime.ProtocolHost.Posted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every bootstrap does, whatever its language: the same functions, written in each. */
abstract class BootstrapContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  private Bootstrap bootstrap;
  private ProtocolHost host;
  private Process process;
  private String preStop = "";

  /** How the bootstrap is started; fails or is skipped where the machine has no interpreter. */
  abstract Bootstrap bootstrap();

  /** Puts the functions of {@code src/test/resources/functions} into a folder. */
  abstract void writeCode(Path code) throws IOException;

  /** The handler of this name in the language's form. */
  abstract String handler(String name);

  /** A handler in a file or class that is not there. */
  abstract String handlerWithoutFile();

  /** How the language names the error of the function {@code fail}. */
  abstract String errorType();

  @BeforeEach
  void prepare() throws IOException {
    bootstrap = bootstrap();
    for (String name : new String[] {"run", "code"}) {
      Path made = Files.createDirectory(folder.resolve(name));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    writeCode(folder.resolve("code"));
  }

  @AfterEach
  void stop() {
    if (host != null) {
      host.close();
    }
    if (process != null) {
      process.destroy();
    }
  }

  @Test
  void answersWhatTheHandlerReturns() throws Exception {
    startReady("echo");
    JsonNode event = JSON.readTree("{\"a\":[1,2.5,true,null,\"x\"],\"b\":{\"c\":\"d\"}}");
    assertEquals(event, invoke("r-1", event.toString()));
    assertEquals(JSON.readTree("\"text\""), invoke("r-2", "\"text\""));
    assertEquals(JSON.readTree("null"), invoke("r-3", "null"));
  }

  @Test
  void passesUnicodeUnharmed() throws Exception {
    startReady("echo");
    JsonNode event = JSON.readTree("{\"text\":\"grüße, 世界, \\ud83d\\ude80, \\u0000, \\u2028\"}");
    assertEquals(event, invoke("r-1", event.toString()));
  }

  @Test
  void passesSixMegabytesBothWays() throws Exception {
    startReady("echo");
    String event = "{\"data\":\"" + "0123456789abcdef".repeat(6 * 64 * 1024 - 1) + "\"}";
    assertEquals(JSON.readTree(event), invoke("r-1", event));
  }

  @Test
  void reportsWhatTheHandlerThrowsAndGoesOn() throws Exception {
    startReady("fail");
    for (String id : new String[] {"r-1", "r-2"}) {
      host.send(id, "{}");
      Posted posted = host.posted();
      assertEquals("/v1/runtime/invocation/error/" + id, posted.path());
      JsonNode error = JSON.readTree(posted.body());
      assertEquals("no luck", error.path("errorMessage").asText());
      assertEquals(errorType(), error.path("errorType").asText());
      assertTrue(error.path("stackTrace").isArray());
      assertTrue(error.path("stackTrace").toString().contains("fail"), posted.body());
      assertFalse(error.path("stackTrace").toString().contains("planform"), posted.body());
    }
  }

  @Test
  void givesTheContext() throws Exception {
    startReady("context");
    JsonNode seen = invoke("r-1", "{}");
    assertEquals("r-1", seen.path("request").asText());
    assertEquals("hello", seen.path("function").asText());
    assertEquals("latest", seen.path("version").asText());
    assertEquals("default", seen.path("package").asText());
    assertEquals("p-1", seen.path("project").asText());
    assertEquals(256, seen.path("memory").asInt());
    assertEquals(3, seen.path("timeout").asInt());
    assertEquals("good 'day'", seen.path("greeting").asText());
    assertEquals("token-1", seen.path("token").asText());
    int remaining = seen.path("remaining").asInt();
    assertTrue(remaining > 0 && remaining <= 5_000, seen::toString);
  }

  @Test
  void runsTheInitializerOnceBeforeTheFirstEvent() throws Exception {
    start("initialized", "initialize");
    assertEquals("/v1/planform/ready", host.posted().path());
    assertEquals(JSON.readTree("1"), invoke("r-1", "{}"));
    assertEquals(JSON.readTree("1"), invoke("r-2", "{}"));
  }

  @Test
  void runsThePreStopHandlerWhenItIsTold() throws Exception {
    preStop = handler("stop");
    startReady("initialized");
    assertEquals(JSON.readTree("0"), invoke("r-1", "{}"));
    host.sendStop("r-2");
    assertEquals("/v1/runtime/invocation/response/r-2", host.posted().path());
    assertEquals(JSON.readTree("-1"), invoke("r-3", "{}"));
  }

  @Test
  void reportsAnInitializerThatThrows() throws Exception {
    start("echo", "failingInitialize");
    JsonNode failure = failed("initialize");
    assertEquals("not ready", failure.path("errorMessage").asText());
  }

  @Test
  void hasWrittenEverythingWhenItAnswers() throws Exception {
    startReady("log");
    for (int i = 1; i <= 2; i++) {
      invoke("r-" + i, "{}");
      List<String> out = written("out", 2 * i);
      assertEquals(2 * i, out.size(), out::toString);
      assertEquals("to out", out.get(2 * i - 2));
      String logged = out.get(2 * i - 1);
      assertTrue(logged.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z r-" + i + " INFO to log"), logged);
      assertEquals(Collections.nCopies(i, "to err"), written("err", i));
    }
  }

  /** What comes out of an image passes the docker command, and is waited for. */
  private List<String> written(String file, int lines) throws Exception {
    List<String> written = Files.readAllLines(folder.resolve(file));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (bootstrap instanceof ImageBootstrap
        && written.size() < lines
        && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
      written = Files.readAllLines(folder.resolve(file));
    }
    return written;
  }

  @Test
  void namesAFileThatIsNotThere() throws Exception {
    startWith(handlerWithoutFile(), null);
    String message = failed("load").path("errorMessage").asText();
    assertTrue(message.contains(handlerWithoutFile()), message);
    assertTrue(message.contains("is not in the code"), message);
  }

  @Test
  void namesAHandlerThatIsNotThere() throws Exception {
    start("absent", null);
    String message = failed("load").path("errorMessage").asText();
    assertTrue(message.contains(handler("absent")), message);
  }

  @Test
  void refusesAHandlerOfTheWrongForm() throws Exception {
    startWith("handler", null);
    String message = failed("load").path("errorMessage").asText();
    assertTrue(message.contains("is not of the form"), message);
  }

  @Test
  void servesAsManyEventsAtATimeAsItIsTold() throws Exception {
    startWith(handler("meet"), null, 2);
    assertEquals("/v1/planform/ready", posted().path());
    host.send("r-1", "{}");
    host.send("r-2", "{}");
    assertEquals("\"met\"", posted().body());
    assertEquals("\"met\"", posted().body());
  }

  @Test
  void endsWhenTheFunctionEndsItsProcess() throws Exception {
    startReady("exit");
    host.send("r-1", "{}");
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(7, process.exitValue());
  }

  @Test
  void endsWhenTheHostIsGone() throws Exception {
    startReady("echo");
    invoke("r-1", "{}");
    host.close();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  final void startReady(String name) throws Exception {
    start(name, null);
    assertEquals(new Posted("/v1/planform/ready", ""), host.posted());
  }

  final void startWith(String handler, String initializer) throws IOException {
    startWith(handler, initializer, 1);
  }

  private void startWith(String handler, String initializer, int concurrency) throws IOException {
    Path code = folder.resolve("code");
    String specialization =
        JSON.writeValueAsString(
            Map.ofEntries(
                Map.entry("handler", handler),
                Map.entry("initializer", initializer == null ? "" : initializer),
                Map.entry("initializer_timeout", 3),
                Map.entry("pre_stop", preStop),
                Map.entry("timeout", 3),
                Map.entry("memory", 256),
                Map.entry("cpu", 1),
                Map.entry("concurrency", concurrency),
                Map.entry("project_id", "p-1"),
                Map.entry("package", "default"),
                Map.entry("function_name", "hello"),
                Map.entry("version", "latest"),
                Map.entry("user_data", Map.of("GREETING", "good 'day'")),
                Map.entry("environment", environment(initializer)),
                Map.entry("code_root", bootstrap.codeRoot(code))));
    Path run = folder.resolve("run");
    host = new ProtocolHost(run.resolve("api.sock"), specialization);
    process =
        bootstrap
            .command(run, code)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
  }

  private static Map<String, String> environment(String initializer) {
    var variables = new HashMap<>(Map.of("GREETING", "good 'day'", "RUNTIME_PROJECT_ID", "p-1"));
    if (initializer != null) {
      variables.put("RUNTIME_INITIALIZER_HANDLER", initializer);
    }
    return variables;
  }

  final JsonNode failed(String phase) throws Exception {
    Posted posted = host.posted();
    assertEquals("/v1/planform/failed", posted.path());
    JsonNode failure = JSON.readTree(posted.body());
    assertEquals(phase, failure.path("phase").asText(), posted.body());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends after that");
    assertEquals(1, process.exitValue());
    return failure;
  }

  final Posted posted() throws InterruptedException {
    return host.posted();
  }

  final Posted exchange(String requestId, String event) throws Exception {
    host.send(requestId, event);
    return host.posted();
  }

  private void start(String name, String initializer) throws IOException {
    startWith(handler(name), initializer == null ? null : handler(initializer));
  }

  private JsonNode invoke(String requestId, String event) throws Exception {
    Posted posted = exchange(requestId, event);
    assertEquals("/v1/runtime/invocation/response/" + requestId, posted.path(), posted.body());
    return JSON.readTree(posted.body());
  }
}
