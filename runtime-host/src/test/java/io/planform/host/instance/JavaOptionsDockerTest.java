package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huawei.services.runtime.Context;
import io.planform.host.dispatch.Invocation;
import io.planform.host.function.JavaOptions;
import io.planform.host.spare.SpareSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heartbeat functions and the isolation of classes, with a real runtime of Java. */
class JavaOptionsDockerTest {
  private static final String SOURCE =
      """
      import com.huawei.services.runtime.Context;
      public class Options {
        private static final String INSTANCE = java.util.UUID.randomUUID().toString();
        private static volatile boolean well = true;
        public boolean heartbeat() {
          return well;
        }
        public String handler(String event, Context context) throws Exception {
          if (event.equals("runtime")) {
            return Class.forName("io.planform.runtime.Main").getName();
          }
          well &= !event.equals("ail");
          if (event.equals("stay")) {
            Thread.sleep(60000);
          }
          return INSTANCE;
        }
      }
      """;

  private static TestFunctions functions;
  private static TestMachine machine;

  @BeforeAll
  static void open(@TempDir Path home, @TempDir Path codes) throws Exception {
    functions = new TestFunctions(codes);
    var settings = InstanceSettings.of("local-1").within(Duration.ofSeconds(30), 1);
    machine = new TestMachine(home, functions, SpareSettings.NONE, settings);
    for (String name : new String[] {"beating", "isolated", "mixed"}) {
      Path code = functions.java(name, SOURCE);
      String[] arguments = {
        "-proc:none",
        "-Xlint:-options",
        "--release",
        "17",
        "-cp",
        Path.of(Context.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString(),
        code.toString()
      };
      assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
      assertTrue(Files.exists(code.resolveSibling("Options.class")));
    }
  }

  @AfterAll
  static void close() {
    machine.close();
  }

  private static Invocation.Result invoke(String name, JavaOptions options, String event) {
    byte[] payload = ('"' + event + '"').getBytes(UTF_8);
    return machine
        .dispatcher()
        .invoke(
            functions.java(name, "Java17", "Options.handler", options),
            new Invocation.Event(UUID.randomUUID().toString(), payload, Invocation.Source.SYNC));
  }

  private static String answer(Invocation.Result result) {
    var answer = assertInstanceOf(Invocation.Answer.class, result, result.toString());
    return new String(answer.payload(), UTF_8);
  }

  @Test
  void endsAnInstanceWhoseHeartbeatFunctionSaysThatItIsUnwell() {
    var options = new JavaOptions("Options.heartbeat", false);
    String instance = answer(invoke("beating", options, "one"));
    assertEquals(instance, answer(invoke("beating", options, "ail")));
    var lost = assertInstanceOf(Invocation.Failed.class, invoke("beating", options, "stay"));
    assertTrue(
        lost.message().startsWith("The heartbeat function Options.heartbeat"), lost.message());
    assertTrue(!answer(invoke("beating", options, "one")).equals(instance));
  }

  @Test
  void hidesTheRuntimesClassesWhereThatIsWanted() {
    String name = "io.planform.runtime.Main";
    assertEquals('"' + name + '"', answer(invoke("mixed", JavaOptions.NONE, "runtime")));
    var hidden = invoke("isolated", new JavaOptions("", true), "runtime");
    var error = assertInstanceOf(Invocation.FunctionError.class, hidden, hidden.toString());
    String text = new String(error.payload(), UTF_8);
    assertTrue(text.contains("ClassNotFoundException") && text.contains(name), text);
  }

  @Test
  void refusesAHeartbeatFunctionThatIsNotThere() {
    var result = invoke("mixed", new JavaOptions("Options.pulse", false), "one");
    var failed = assertInstanceOf(Invocation.Failed.class, result, result.toString());
    assertTrue(failed.message().contains("heartbeat function 'Options.pulse'"), failed.message());
  }
}
