package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.dispatch.Invocation;
import io.planform.host.engine.Sandbox;
import io.planform.host.engine.TestImages;
import io.planform.host.function.FunctionRevision;
import io.planform.host.spare.SpareSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that get an instance which was started before they were called. */
class SparesDockerTest {
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
            new SpareSettings(1, 4096, Duration.ofHours(1)),
            InstanceSettings.of("local-1"));
  }

  @AfterAll
  static void close() throws Exception {
    machine.close();
    assertFalse(
        Files.readString(Path.of("/proc/self/mountinfo")).contains(home.toString()),
        "nothing is mounted any more");
  }

  @Test
  void giveNodeItsFunction() {
    takesASpare(
        functions.managed(
            "spare-node",
            "Node.js18.15",
            "index.js",
            """
            const fs = require('fs');
            exports.handler = async (event) => {
              console.log('greets');
              let written = 'yes';
              try { fs.writeFileSync('new.js', ''); } catch (error) { written = error.code; }
              return [process.env.GREETING, process.env.RUNTIME_FUNC_NAME, written,
                fs.readFileSync('/proc/self/mountinfo', 'utf8').includes('/slots/')];
            };
            """));
  }

  @Test
  void givePythonItsFunction() {
    takesASpare(
        functions.managed(
            "spare-python",
            "Python3.10",
            "index.py",
            """
            import errno, os
            def handler(event, context):
                print('greets')
                written = 'yes'
                try:
                    open('new.py', 'w')
                except OSError as error:
                    written = errno.errorcode[error.errno]
                return [os.environ['GREETING'], os.environ['RUNTIME_FUNC_NAME'], written,
                    '/slots/' in open('/proc/self/mountinfo').read()]
            """));
  }

  @Test
  void giveTheirBootstrapToFunctionsOfTheRuntimeCustom() {
    takesASpare(
        functions.event(
            "spare-custom",
            TestFunctions.answering(
                """
                import errno
                print('greets', flush=True)
                written = 'yes'
                try:
                    open('new.py', 'w')
                except OSError as error:
                    written = errno.errorcode[error.errno]
                return [os.environ['GREETING'], os.environ['RUNTIME_FUNC_NAME'], written,
                    '/slots/' in open('/proc/self/mountinfo').read()]""")));
  }

  @Test
  void giveTheirBootstrapToHttpFunctions() {
    var function =
        functions.http(
            "spare-http",
            """
            #!/usr/bin/env python3
            import http.server, os
            class Answer(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def do_GET(self):
                    text = (os.environ['GREETING'] + ' '
                        + str('/slots/' in open('/proc/self/mountinfo').read())).encode()
                    self.send_response(200)
                    self.send_header('Content-Length', str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)
            http.server.ThreadingHTTPServer(('127.0.0.1', 8000), Answer).serve_forever()
            """);
    machine.dispatcher().expect(function);
    awaitSpare(function);
    var request =
        new Invocation.HttpRequest(UUID.randomUUID().toString(), "GET", "/", Map.of(), new byte[0]);
    var result = machine.dispatcher().forward(function, request);
    var answer = assertInstanceOf(Invocation.HttpAnswer.class, result, result.toString());
    assertEquals("hello True", new String(answer.body(), UTF_8));
  }

  private static void takesASpare(FunctionRevision function) {
    machine.dispatcher().expect(function);
    awaitSpare(function);
    Invocation.Answer answer = answer(function);
    assertEquals(
        "[\"hello\",\"" + function.name() + "\",\"EROFS\",true]",
        new String(answer.payload(), UTF_8).replace(" ", ""));
    assertTrue(answer.summary().coldStart());
    assertTrue(answer.summary().log().contains("greets\n"), answer.summary().log());
    assertFalse(answer(function).summary().coldStart());
  }

  @Test
  void areGivenAwayOnce() {
    String code =
        """
        const fs = require('fs');
        exports.handler = async () => {
          const found = fs.readdirSync('/tmp').concat(Object.keys(global).filter((k) => k === 'left'));
          fs.writeFileSync('/tmp/left', '');
          global.left = 1;
          return found;
        };
        """;
    for (String name : List.of("spare-first", "spare-second")) {
      var function = functions.managed(name, "Node.js18.15", "index.js", code);
      machine.dispatcher().expect(function);
      awaitSpare(function);
      assertEquals("[]", new String(answer(function).payload(), UTF_8));
    }
  }

  private static Invocation.Answer answer(FunctionRevision function) {
    var result =
        machine
            .dispatcher()
            .invoke(
                function,
                new Invocation.Event(
                    UUID.randomUUID().toString(), "{}".getBytes(UTF_8), Invocation.Source.SYNC));
    return assertInstanceOf(Invocation.Answer.class, result, result.toString());
  }

  private static void awaitSpare(FunctionRevision function) {
    var image = TestImages.all().find(function.runtime()).orElseThrow();
    var sandbox =
        Sandbox.of(image.reference(), function.memoryMegabytes(), function.temporaryMegabytes());
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (machine.spares().ready(sandbox) == 0) {
      assertTrue(System.nanoTime() < latest, "a spare in time");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
