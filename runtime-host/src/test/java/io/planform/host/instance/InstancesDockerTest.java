package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.engine.TestImages;
import io.planform.host.function.FunctionRevision;
import io.planform.host.process.Command;
import io.planform.host.spare.SpareSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in real containers, good ones and bad ones. */
class InstancesDockerTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/custom-runtime");

  @TempDir static Path home;
  @TempDir static Path codes;
  private static TestFunctions functions;
  private static TestMachine machine;

  @BeforeAll
  static void open() throws Exception {
    functions = new TestFunctions(codes);
    machine =
        new TestMachine(
            home,
            functions,
            SpareSettings.NONE,
            InstanceSettings.of("local-1").within(Duration.ofSeconds(15), 5));
  }

  @AfterAll
  static void close() {
    machine.close();
    assertEquals(List.of(), containers(""), "no container is left");
  }

  private static List<String> containers(String function) {
    return Command.run(
            List.of(
                "sh",
                "-c",
                "docker ps -a --no-trunc --format '{{.Names}} {{.Mounts}}' --filter"
                    + " volume="
                    + codes.resolve(function)))
        .output()
        .lines()
        .toList();
  }

  private static Invocation.Result invoke(FunctionRevision function, String payload) {
    return machine
        .dispatcher()
        .invoke(
            function,
            new Invocation.Event(
                UUID.randomUUID().toString(), payload.getBytes(UTF_8), Invocation.Source.SYNC));
  }

  private static Invocation.Answer answer(FunctionRevision function, String payload) {
    Invocation.Result result = invoke(function, payload);
    return assertInstanceOf(Invocation.Answer.class, result, result.toString());
  }

  private static Invocation.Failed failure(FunctionRevision function) {
    return assertInstanceOf(Invocation.Failed.class, invoke(function, "{}"));
  }

  private static Invocation.HttpRequest get(String target) {
    return new Invocation.HttpRequest(
        UUID.randomUUID().toString(), "GET", target, Map.of("x-own", List.of("1")), new byte[0]);
  }

  private static void awaitNoContainer(String function) throws InterruptedException {
    long latest = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!containers(function).isEmpty() && System.nanoTime() < latest) {
      Thread.sleep(20);
    }
    assertEquals(List.of(), containers(function));
  }

  @Test
  void theShellExampleOfTheGuideRunsAsItIs() throws Exception {
    String bootstrap = Files.readString(EXAMPLES.resolve("bootstrap"));
    FunctionRevision function = functions.event("guide-shell", bootstrap);
    assertEquals("Echoing request: hello world!", text(answer(function, "{}")));
    assertEquals("Echoing request: hello world!", text(answer(function, "{}")));
  }

  @Test
  void theGoExampleOfTheGuideRunsAsItIs() {
    FunctionRevision function = functions.event("guide-go", "");
    assumeTrue(
        Command.run(List.of("sh", "-c", "command -v go")).succeeded(), "there is no Go compiler");
    Command.Outcome built =
        Command.run(
            List.of(
                "sh",
                "-c",
                "CGO_ENABLED=0 GO111MODULE=off go build -o \"$1\" \"$2\"",
                "sh",
                codes.resolve("guide-go/bootstrap").toString(),
                EXAMPLES.resolve("main.go").toString()));
    assertTrue(built.succeeded(), built.output());
    String told = text(answer(function, "{\"name\":\"x\"}"));
    assertTrue(told.contains("\"statusCode\": 200"), told);
    assertTrue(told.contains("function: default:guide-go:latest, request id: "), told);
  }

  private static String text(Invocation.Answer answer) {
    return new String(answer.payload(), UTF_8);
  }

  @Test
  void answersEventsAndKeepsTheInstance() {
    var function =
        functions.event(
            "echo",
            TestFunctions.answering(
                """
                print('saw', event['n'], flush=True)
                return [event['n'], os.environ['GREETING'], os.getpid()]"""));
    var first = answer(function, "{\"n\":1}");
    var second = answer(function, "{\"n\":2}");
    assertTrue(first.summary().coldStart());
    assertTrue(!second.summary().coldStart());
    String text = new String(first.payload(), UTF_8);
    assertTrue(text.startsWith("[1, \"hello\", "), text);
    assertEquals(text.replace("[1", "[2"), new String(second.payload(), UTF_8));
    assertTrue(second.summary().log().contains("Start invoke request"), second.summary().log());
    assertTrue(second.summary().log().contains("Finish invoke request"), second.summary().log());
    assertTrue(
        (first.summary().log() + second.summary().log()).contains("saw 1\n"),
        first.summary().log());
    assertTrue(second.summary().peakMemoryBytes() > 1 << 20, second.summary().toString());
  }

  @Test
  void killsTheInstanceThatDoesNotAnswerInTime() throws Exception {
    var function =
        functions.event(
            "hang", TestFunctions.answering("time.sleep(60 if event.get('hang') else 0)"));
    answer(function, "{}");
    long begun = System.nanoTime();
    var failed = assertInstanceOf(Invocation.Failed.class, invoke(function, "{\"hang\":1}"));
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    assertEquals(Cause.TIMED_OUT, failed.cause());
    assertTrue(millis >= 9_990, millis + " ms");
    awaitNoContainer("hang");
  }

  @Test
  void tellsThatMemoryRanOut() throws Exception {
    var function =
        functions.event("hog", TestFunctions.answering("return len(bytearray(400 << 20))"));
    var failed = failure(function);
    assertEquals(Cause.OUT_OF_MEMORY, failed.cause());
    assertTrue(failed.message().contains("runtime memory limit exceeded"), failed.message());
    assertTrue(failed.message().contains("128 MB"), failed.message());
    assertTrue(
        failed.summary().log().contains("(invoke Failed:RuntimeMemoryExceedLimit), duration: "),
        failed.summary().log());
    awaitNoContainer("hog");
  }

  @Test
  void tellsThatTheProcessExited() throws Exception {
    var failed = failure(functions.event("exit", TestFunctions.answering("os._exit(7)")));
    assertEquals(Cause.EXITED, failed.cause());
    assertTrue(failed.message().contains("status 7"), failed.message());
    awaitNoContainer("exit");
  }

  @Test
  void tellsWhyAFunctionDidNotStart() throws Exception {
    var failed = failure(functions.event("broken", "#!/bin/sh\necho no such luck >&2\nexit 4\n"));
    assertEquals(Cause.START_FAILED, failed.cause());
    assertTrue(failed.message().contains("status 4"), failed.message());
    assertTrue(failed.message().contains("no such luck"), failed.message());
    awaitNoContainer("broken");
  }

  @Test
  void tellsThatABootstrapNeverAskedForAnEvent() throws Exception {
    var failed = failure(functions.event("silent", "#!/bin/sh\nexec sleep 100\n"));
    assertEquals(Cause.START_FAILED, failed.cause());
    assertTrue(failed.message().contains("did not ask for an event"), failed.message());
    awaitNoContainer("silent");
  }

  @Test
  void survivesEndlessOutput() {
    var function =
        functions.event(
            "chatter",
            TestFunctions.answering(
                """
                end = time.time() + 1
                while time.time() < end: sys.stdout.write('x' * 65536)
                sys.stdout.flush()
                return 'done'"""));
    var done = answer(function, "{}");
    assertEquals("\"done\"", new String(done.payload(), UTF_8));
    assertTrue(done.summary().log().length() < 70_000);
  }

  @Test
  void startsOneInstanceForEachRequestThatWaits() throws Exception {
    var function =
        functions.event(
            "crowd", TestFunctions.answering("time.sleep(1)\nreturn os.uname().nodename"));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Invocation.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(callers.submit(() -> answer(function, "{}")));
      }
      for (var each : answers) {
        each.get();
      }
      assertTrue(containers("crowd").size() <= 4);
    }
  }

  @Test
  void passesHttpRequestsOn() {
    var function =
        functions.http(
            "web",
            """
            #!/usr/bin/env node
            const http = require('http');
            const server = http.createServer((request, response) => {
              let body = '';
              request.on('data', (part) => (body += part));
              request.on('end', () => {
                response.setHeader('X-Own', request.headers['x-own'] || '');
                if (request.url === '/close') { request.socket.destroy(); return; }
                if (request.url === '/exit') { process.exit(3); }
                if (request.url === '/hang') { return; }
                response.statusCode = 201;
                response.end(request.method + ' ' + request.url + ' '
                  + request.headers['x-cff-func-name'] + ' ' + process.env.GREETING + body);
              });
            });
            setTimeout(() => server.listen(8000, '127.0.0.1'), 300);
            """);
    for (int i = 0; i < 3; i++) {
      var result = machine.dispatcher().forward(function, get("/a?b=" + i));
      var answer = assertInstanceOf(Invocation.HttpAnswer.class, result, result.toString());
      assertEquals(201, answer.status());
      assertEquals("GET /a?b=" + i + " web hello", new String(answer.body(), UTF_8));
      assertEquals(List.of("1"), answer.headers().get("x-own"));
    }
    assertEquals(Cause.UNREACHABLE, failure(function, "/close").cause());
    assertEquals(Cause.EXITED, failure(function, "/exit").cause());
    assertEquals(Cause.TIMED_OUT, failure(function, "/hang").cause());
  }

  private static Invocation.Failed failure(FunctionRevision function, String target) {
    return assertInstanceOf(
        Invocation.Failed.class, machine.dispatcher().forward(function, get(target)));
  }

  @Test
  void tellsThatNothingListensOnThePort() throws Exception {
    var function = functions.http("deaf", "#!/bin/sh\nexec sleep 100\n");
    var failed = failure(function, "/");
    assertEquals(Cause.UNREACHABLE, failed.cause());
    assertTrue(failed.message().contains("port 8000"), failed.message());
    awaitNoContainer("deaf");
  }

  @Test
  void postsEventsToACustomImage() {
    var function =
        functions.image(
            "image",
            TestImages.custom(),
            """
            #!/usr/bin/env node
            let initialised = false;
            require('http').createServer((request, response) => {
              let body = '';
              request.on('data', (part) => (body += part));
              request.on('end', () => {
                if (request.url === '/init') { initialised = true; response.end(); return; }
                const event = JSON.parse(body);
                response.statusCode = event.fail ? 500 : 200;
                response.end(JSON.stringify([request.url, event, initialised, process.env.GREETING]));
              });
            }).listen(8000);
            """);
    assertEquals(
        "[\"/invoke\",{\"n\":1},true,\"hello\"]",
        new String(answer(function, "{\"n\":1}").payload(), UTF_8));
    assertInstanceOf(Invocation.FunctionError.class, invoke(function, "{\"fail\":1}"));
  }

  @Test
  void tellsThatAContainerKeepsCrashingAndDoesNotStartItAgainAtOnce() {
    var function =
        functions.image(
            "crashing",
            TestImages.custom(),
            "#!/bin/sh\necho \"No module named 'flask' $(date +%N)\" >&2\nexit 1\n");
    var first = failure(function);
    assertEquals(Cause.CRASHING, first.cause());
    assertTrue(
        first
            .message()
            .contains("CrashLoopBackOff: The application inside the container keeps crashing:\n"),
        first.message());
    assertTrue(first.message().contains("No module named 'flask'"), first.message());
    int starts = 1;
    String last = first.message();
    for (int i = 0; i < 100; i++) {
      var again = failure(function);
      assertEquals(Cause.CRASHING, again.cause());
      starts += again.message().equals(last) ? 0 : 1;
      last = again.message();
    }
    assertTrue(starts < 20, starts + " starts");
  }

  @Test
  void aReplacedRevisionLeavesNoInstance() throws Exception {
    var function = functions.event("old", TestFunctions.answering("return 1"));
    answer(function, "{}");
    machine
        .dispatcher()
        .removed(function.key().substring(0, function.key().indexOf(":latest") + 1));
    awaitNoContainer("old");
  }
}
