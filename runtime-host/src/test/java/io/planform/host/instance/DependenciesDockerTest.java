package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.huawei.services.runtime.Context;
import io.planform.host.code.CodeStore;
import io.planform.host.dispatch.Invocation;
import io.planform.host.filesystem.Mounts;
import io.planform.host.function.Agencies;
import io.planform.host.function.FunctionRevision;
import io.planform.host.function.JavaOptions;
import io.planform.host.network.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions load what their dependencies hold, in every language of ours. */
class DependenciesDockerTest {
  @TempDir static Path home;
  @TempDir static Path codes;
  @TempDir static Path classes;
  private static CodeStore store;
  private static TestMachine machine;

  @BeforeAll
  static void open() throws Exception {
    store = new CodeStore(codes);
    machine = new TestMachine(home, store);
  }

  @AfterAll
  static void close() {
    machine.close();
  }

  @Test
  void nodeRequiresThem() throws IOException {
    assertEquals(
        "\"one and two\"",
        answer(
            "Node.js18.15",
            "index.handler",
            zip(
                "index.js",
                "exports.handler = async () => require('one') + ' and ' + require('two');"),
            zip("node_modules/one/index.js", "module.exports = 'one';"),
            zip("node_modules/two/index.js", "module.exports = 'two';")));
  }

  @Test
  void pythonImportsThem() throws IOException {
    assertEquals(
        "\"one and two\"",
        answer(
            "Python3.10",
            "index.handler",
            zip(
                "index.py",
                """
                import one, two.deep
                def handler(event, context):
                    return one.NAME + ' and ' + two.deep.NAME
                """),
            zip("one.py", "NAME = 'one'\n"),
            zip("two/deep.py", "NAME = 'two'\n")));
  }

  @Test
  void javaFindsTheirJars() throws IOException {
    compile("One", "public class One { public static String name() { return \"one\"; } }");
    compile("Two", "public class Two { public static String name() { return \"two\"; } }");
    compile(
        "Main",
        """
        import com.huawei.services.runtime.Context;
        public class Main {
          public String handle(Object event, Context context) {
            return One.name() + " and " + Two.name();
          }
        }
        """);
    assertEquals(
        "\"one and two\"",
        answer(
            "Java17",
            "Main.handle",
            zip("main.jar", zip("Main.class", compiled("Main"))),
            zip("one.jar", zip("One.class", compiled("One"))),
            zip("lib/two.jar", zip("Two.class", compiled("Two")))));
  }

  @Test
  void aBootstrapFindsThemInTheCodeFolder() throws IOException {
    assertEquals(
        "\"one\"",
        answer(
            "Custom",
            "bootstrap",
            TestFunctions.answering("return open('/opt/function/code/one.txt').read()")
                .getBytes(UTF_8),
            zip("one.txt", "one")));
  }

  private static String answer(String runtime, String handler, byte[] code, byte[]... packages) {
    List<String> dependencies = List.of(packages).stream().map(store::putDependency).toList();
    String name = "uses-dependencies-" + runtime.replace('.', '-');
    var function =
        new FunctionRevision(
            "urn:fss:local-1:0123456789abcdef0123456789abcdef:function:default:"
                + name
                + ":latest#1",
            "0123456789abcdef0123456789abcdef",
            "default",
            name,
            "latest",
            runtime,
            handler,
            10,
            null,
            3,
            null,
            0,
            256,
            64,
            1,
            -1,
            false,
            false,
            JavaOptions.NONE,
            Agencies.NONE,
            Mounts.NONE,
            runtime.equals("Custom") ? store.putFile("bootstrap", code) : store.put(code),
            dependencies,
            null,
            Access.Internet.ONLY,
            Map.of());
    var result =
        machine
            .dispatcher()
            .invoke(
                function,
                new Invocation.Event(
                    UUID.randomUUID().toString(), "{}".getBytes(UTF_8), Invocation.Source.SYNC));
    var answer = assertInstanceOf(Invocation.Answer.class, result, result.toString());
    return new String(answer.payload(), UTF_8);
  }

  private static byte[] zip(String name, String text) throws IOException {
    return zip(name, text.getBytes(UTF_8));
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static void compile(String name, String source) throws IOException {
    Path file = Files.writeString(classes.resolve(name + ".java"), source);
    Path runtime =
        Path.of(Context.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                runtime + ":" + classes,
                "-d",
                classes.toString(),
                file.toString());
    assertEquals(0, status, name);
  }

  private static byte[] compiled(String name) throws IOException {
    return Files.readAllBytes(classes.resolve(name + ".class"));
  }
}
