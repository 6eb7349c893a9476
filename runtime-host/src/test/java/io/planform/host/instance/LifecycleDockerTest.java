package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.dispatch.Invocation;
import io.planform.host.engine.TestImages;
import io.planform.host.function.FunctionRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an instance beside answering one request after another. */
class LifecycleDockerTest {
  @TempDir static Path home;
  @TempDir static Path codes;
  private static TestFunctions functions;
  private static TestMachine machine;

  @BeforeAll
  static void open() throws Exception {
    functions = new TestFunctions(codes);
    machine = new TestMachine(home, functions);
  }

  @AfterAll
  static void close() {
    machine.close();
  }

  @Test
  void nodeRunsItsPreStopHandlerBeforeItGoes() throws Exception {
    runsItsPreStopHandler(
        functions.managed(
            "stop-node",
            "Node.js18.15",
            "index.js",
            """
            const fs = require('fs');
            exports.handler = async () => { exports.seen = 'called'; };
            exports.stop = (context, callback) => {
              fs.writeFileSync('/tmp/farewell', `${exports.seen} ${context.getFunctionName()}`);
              const timer = setInterval(() => {
                if (fs.existsSync('/tmp/go')) { clearInterval(timer); callback(null); }
              }, 5);
            };
            """));
  }

  @Test
  void pythonRunsItsPreStopHandlerBeforeItGoes() throws Exception {
    runsItsPreStopHandler(
        functions.managed(
            "stop-python",
            "Python3.10",
            "index.py",
            """
            import os, time
            seen = []
            def handler(event, context):
                seen.append('called')
            def stop(context):
                with open('/tmp/writing', 'w') as file:
                    file.write(seen[0] + ' ' + context.getFunctionName())
                os.rename('/tmp/writing', '/tmp/farewell')
                while not os.path.exists('/tmp/go'):
                    time.sleep(0.005)
            """));
  }

  private static final String ENDING_SERVER =
      """
      #!/usr/bin/env node
      const fs = require('fs');
      const name = process.env.RUNTIME_FUNC_NAME;
      let seen = '';
      require('http').createServer((request, response) => {
        seen = 'called';
        response.end('1');
      }).listen(8000);
      process.on('SIGTERM', () => {
        fs.writeFileSync('/tmp/writing', `${seen} ${name}`);
        fs.renameSync('/tmp/writing', '/tmp/farewell');
        setInterval(() => { if (fs.existsSync('/tmp/go')) { process.exit(0); } }, 5);
      });
      """;

  @Test
  void aServerDoesItsLastOnSigterm() throws Exception {
    FunctionRevision function =
        TestFunctions.stopping(functions.http("stop-http", ENDING_SERVER), "bootstrap", 90);
    var request =
        new Invocation.HttpRequest(UUID.randomUUID().toString(), "GET", "/", Map.of(), new byte[0]);
    assertInstanceOf(Invocation.HttpAnswer.class, machine.dispatcher().forward(function, request));
    goesAfterItsFarewell(function);
  }

  @Test
  void aCustomImageDoesItsLastOnSigterm() throws Exception {
    FunctionRevision image = functions.image("stop-image", TestImages.custom(), ENDING_SERVER);
    FunctionRevision function = TestFunctions.stopping(image, "stop", 90);
    invoke(function, "1");
    goesAfterItsFarewell(function);
  }

  @Test
  void aShellThatWaitsForAnEventDoesItsLastOnSigterm() throws Exception {
    FunctionRevision function =
        TestFunctions.stopping(
            functions.event(
                "stop-shell",
                """
                #!/bin/sh
                last() {
                  echo -n "$SEEN $RUNTIME_FUNC_NAME" >/tmp/writing
                  mv /tmp/writing /tmp/farewell
                  until [ -e /tmp/go ]; do sleep 0.01; done
                  exit 0
                }
                trap last TERM
                while true; do
                  HEADERS="$(mktemp)"
                  curl -sS -LD "$HEADERS" "http://$RUNTIME_API_ADDR/v1/runtime/invocation/request"
                  ID=$(grep -Fi x-cff-request-id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
                  if [ -z "$ID" ]; then continue; fi
                  SEEN=called
                  curl -X POST -d 1 "http://$RUNTIME_API_ADDR/v1/runtime/invocation/response/$ID"
                done
                """),
            "stop",
            90);
    invoke(function, "1");
    goesAfterItsFarewell(function);
  }

  private static void runsItsPreStopHandler(FunctionRevision plain) throws Exception {
    FunctionRevision function = TestFunctions.stopping(plain, "index.stop", 90);
    invoke(function, "1");
    goesAfterItsFarewell(function);
  }

  private static void goesAfterItsFarewell(FunctionRevision function) throws Exception {
    machine.dispatcher().removed(function.key());
    Path farewell = awaitFile("farewell", "called " + function.name());
    Path instance = farewell.getParent().getParent();
    Files.createFile(farewell.resolveSibling("go"));
    awaitTrue(() -> !Files.exists(instance));
  }

  @Test
  void aPreStopHandlerThatHangsIsNotWaitedForEndlessly() throws Exception {
    FunctionRevision function =
        TestFunctions.stopping(
            functions.managed(
                "stop-never",
                "Node.js18.15",
                "index.js",
                """
                exports.handler = async () => 1;
                exports.stop = () => {
                  require('fs').writeFileSync('/tmp/farewell', 'never');
                  return new Promise(() => setInterval(() => {}, 1000));
                };
                """),
            "index.stop",
            1);
    invoke(function, "1");
    machine.dispatcher().removed(function.key());
    Path instance = awaitFile("farewell", "never").getParent().getParent();
    awaitTrue(() -> !Files.exists(instance));
  }

  @Test
  void nodeServesRequestsTogetherAndKeepsTheirLogsApart() throws Exception {
    servesRequestsTogether(
        functions.managed(
            "together-node",
            "Node.js18.15",
            "index.js",
            """
            const waiting = [];
            exports.handler = (event, context, callback) => {
              context.getLogger().info(`arrived ${event}`);
              waiting.push(() => {
                context.getLogger().info(`leaves ${event}`);
                callback(null, [event, context.getRequestID(), process.pid]);
              });
              if (waiting.length === 4) { waiting.splice(0).forEach((leave) => leave()); }
            };
            """));
  }

  @Test
  void pythonServesRequestsTogetherAndKeepsTheirLogsApart() throws Exception {
    servesRequestsTogether(
        functions.managed(
            "together-python",
            "Python3.10",
            "index.py",
            """
            import os, threading
            barrier = threading.Barrier(4)
            def handler(event, context):
                context.getLogger().info('arrived %s' % event)
                barrier.wait()
                context.getLogger().info('leaves %s' % event)
                return [event, context.getRequestID(), os.getpid()]
            """));
  }

  private static void servesRequestsTogether(FunctionRevision plain) throws Exception {
    FunctionRevision function = TestFunctions.concurrent(plain, 4, 1);
    Map<String, Future<Invocation.Answer>> answers = new LinkedHashMap<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        String event = Integer.toString(i);
        String id = UUID.randomUUID().toString();
        answers.put(id, callers.submit(() -> invoke(function, event, id)));
        if (i == 3) {
          for (var each : answers.values()) {
            each.get();
          }
        }
      }
    }
    Set<String> processes = new HashSet<>();
    int number = 0;
    for (var each : answers.entrySet()) {
      String answer = new String(each.getValue().get().payload(), UTF_8).replace(" ", "");
      String start = "[" + number + ",\"" + each.getKey() + "\",";
      assertTrue(answer.startsWith(start), answer);
      processes.add(answer.substring(start.length()));
      List<String> lines = each.getValue().get().summary().log().lines().toList();
      assertEquals(4, lines.size(), lines::toString);
      assertTrue(lines.stream().allMatch(line -> line.contains(each.getKey())), lines::toString);
      assertTrue(lines.get(1).endsWith("arrived " + number), lines::toString);
      assertTrue(lines.get(2).endsWith("leaves " + number), lines::toString);
      number++;
    }
    assertEquals(1, processes.size(), "one instance serves all");
  }

  @Test
  void aCallThatChoosesItsMemoryHasAnInstanceOfThatSize() {
    FunctionRevision function =
        functions.managed(
            "sized",
            "Node.js18.15",
            "index.js",
            "exports.handler = async (event, context) => [context.getMemorySize(), process.env.RUNTIME_MEMORY];\n");
    assertEquals("[128,\"128\"]", text(invoke(function, "1")));
    assertEquals("[512,\"512\"]", text(invoke(function.withMemory(512), "1")));
    Invocation.Answer again = invoke(function.withMemory(512), "1");
    assertFalse(again.summary().coldStart());
    assertTrue(again.summary().log().contains("billing memory: 512MB"), again.summary().log());
  }

  private static String text(Invocation.Answer answer) {
    return new String(answer.payload(), UTF_8);
  }

  private static Invocation.Answer invoke(FunctionRevision function, String event) {
    return invoke(function, event, UUID.randomUUID().toString());
  }

  private static Invocation.Answer invoke(FunctionRevision function, String event, String id) {
    var result =
        machine
            .dispatcher()
            .invoke(
                function, new Invocation.Event(id, event.getBytes(UTF_8), Invocation.Source.SYNC));
    return assertInstanceOf(Invocation.Answer.class, result, result.toString());
  }

  /** The file in some instance's {@code /tmp}, once it has this content. */
  private static Path awaitFile(String name, String content) throws Exception {
    Path[] found = new Path[1];
    awaitTrue(
        () -> {
          try (Stream<Path> instances = Files.list(home.resolve("host/instances"))) {
            for (Path each : instances.toList()) {
              Path file = each.resolve("tmp").resolve(name);
              if (Files.exists(file) && Files.readString(file).equals(content)) {
                found[0] = file;
              }
            }
          } catch (IOException e) {
            // An instance went while it was looked at.
          }
          return found[0] != null;
        });
    return found[0];
  }

  private static void awaitTrue(Callable<Boolean> condition) throws Exception {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < latest, "in time");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
