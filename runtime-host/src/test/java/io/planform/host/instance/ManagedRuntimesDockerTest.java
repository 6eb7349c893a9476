package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.function.FunctionRevision;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own bootstraps at the other end of the runtime API. */
class ManagedRuntimesDockerTest {
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

  private static Invocation.Result invoke(FunctionRevision function) {
    return machine
        .dispatcher()
        .invoke(
            function,
            new Invocation.Event(
                UUID.randomUUID().toString(), "{\"n\":1}".getBytes(UTF_8), Invocation.Source.SYNC));
  }

  private static Invocation.Answer answer(FunctionRevision function) {
    var result = invoke(function);
    return assertInstanceOf(Invocation.Answer.class, result, result.toString());
  }

  @Test
  void runsNode() {
    runsAndCutsItsLog(
        functions.managed(
            "node",
            "Node.js18.15",
            "index.js",
            """
            exports.handler = async (event, context) => {
              console.log('out', event.n);
              console.error('err', event.n);
              return { n: event.n, memory: context.getMemorySize(), says: context.getUserData('GREETING') };
            };
            """));
  }

  @Test
  void runsPython() {
    runsAndCutsItsLog(
        functions.managed(
            "python",
            "Python3.10",
            "index.py",
            """
            import sys
            def handler(event, context):
                print('out', event['n'])
                print('err', event['n'], file=sys.stderr)
                return {'n': event['n'], 'memory': context.getMemorySize(), 'says': context.getUserData('GREETING')}
            """));
  }

  private static void runsAndCutsItsLog(FunctionRevision function) {
    var first = answer(function);
    String text = new String(first.payload(), UTF_8).replace(" ", "");
    assertEquals("{\"n\":1,\"memory\":128,\"says\":\"hello\"}", text);
    assertTrue(first.summary().coldStart());
    for (int i = 0; i < 50; i++) {
      var again = answer(function);
      assertFalse(again.summary().coldStart());
      List<String> lines = again.summary().log().lines().toList();
      assertEquals(4, lines.size(), again.summary().log());
      assertEquals(Set.of("out 1", "err 1"), Set.copyOf(lines.subList(1, 3)));
    }
  }

  @Test
  void tellsWhatTheHandlerThrew() {
    var result =
        invoke(
            functions.managed(
                "throws",
                "Node.js18.15",
                "index.js",
                "exports.handler = async () => { throw new TypeError('no good'); };"));
    var error = assertInstanceOf(Invocation.FunctionError.class, result, result.toString());
    String text = new String(error.payload(), UTF_8);
    assertTrue(text.contains("no good") && text.contains("TypeError"), text);
  }

  @Test
  void tellsThatTheHandlerIsNotThere() {
    var result = invoke(functions.managed("empty", "Node.js18.15", "index.js", "// nothing\n"));
    var failed = assertInstanceOf(Invocation.Failed.class, result, result.toString());
    assertEquals(Cause.START_FAILED, failed.cause());
    assertTrue(failed.message().contains("handler"), failed.message());
  }
}
