package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.spare.SpareSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide's FAQs say of running functions and no other test shows; see {@link FaqTest}. */
class FaqDockerTest {
  @TempDir static Path home;
  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = new TestHost(home, new LocalMachine(home, Path.of("../runtimes"), SpareSettings.NONE));
    create(
        "asked",
        "Python3.10",
        "index.handler",
        Map.of(
            "backend/test.conf",
            bytes("beside"),
            "index.py",
            bytes(
                """
                import os, subprocess, threading

                def where(context):
                    with open('code/backend/test.conf') as file:
                        relative = file.read()
                    with open(os.environ['RUNTIME_CODE_ROOT'] + '/backend/test.conf') as file:
                        return [os.getcwd(), relative, file.read()]

                def libraries(context):
                    with open('/proc/self/environ') as file:
                        started = dict(each.split('=', 1) for each in file.read().split('\\0') if each)
                    return started['LD_LIBRARY_PATH'].split(':')

                def helpers(context):
                    seen = []
                    thread = threading.Thread(target=lambda: seen.append('thread'))
                    thread.start()
                    thread.join()
                    return seen + [subprocess.check_output(['echo', 'process'], text=True).strip()]

                def popen(context):
                    subprocess.Popen(['echo', 'from Popen']).wait()

                def levels(context):
                    context.getLogger().info('an info')
                    context.getLogger().warn('a warning')
                    context.getLogger().error('an error')

                def handler(event, context):
                    return globals()[event](context)
                """)));
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void create(String name, String runtime, String handler, Map<String, byte[]> files)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    ObjectNode request = (ObjectNode) Json.read(TestHost.function(name, runtime, handler));
    request.put("timeout", 60).put("memory_size", 256);
    request
        .putObject("func_code")
        .put("file", Base64.getEncoder().encodeToString(bytes.toByteArray()));
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
  }

  private static TestHost.Answer invoke(String name, String event) {
    TestHost.Answer answer =
        host.call(
            "POST",
            "/fgs/functions/" + host.urn(name) + "/invocations",
            event,
            Map.of("X-Cff-Log-Type", "tail"));
    assertEquals(200, answer.status(), answer.text());
    assertEquals("false", answer.header("X-Is-Func-Err"), answer.text());
    return answer;
  }

  private static String log(TestHost.Answer answer) {
    byte[] log = Base64.getDecoder().decode(answer.header("X-Cff-Function-Log"));
    return new String(log, StandardCharsets.UTF_8);
  }

  @Test
  void pythonFindsItsFilesFromTheFolderAboveTheCode() {
    assertEquals(
        "[\"/opt/function\",\"beside\",\"beside\"]",
        invoke("asked", "\"where\"").json().toString());
  }

  @Test
  void nodeFindsItsFilesFromTheFolderAboveTheCode() throws IOException {
    create(
        "asked-node",
        "Node.js18.15",
        "index.handler",
        Map.of(
            "backend/test.conf",
            bytes("beside"),
            "index.js",
            bytes(
                """
                const fs = require('fs');
                exports.handler = async () =>
                  [process.cwd(), fs.readFileSync('code/backend/test.conf', 'utf8')];
                """)));
    assertEquals("[\"/opt/function\",\"beside\"]", invoke("asked-node", "1").json().toString());
  }

  @Test
  void javaFindsItsFilesFromTheFolderAboveTheCode(@TempDir Path folder) throws IOException {
    Path source = folder.resolve("Asked.java");
    Files.writeString(
        source,
        """
        import java.nio.file.*;
        public class Asked {
          public String handler(Object event, com.huawei.services.runtime.Context context)
              throws Exception {
            return Path.of("").toAbsolutePath() + " " + Files.readString(Path.of("code/test.conf"));
          }
        }
        """);
    Path runtime =
        Path.of(
            com.huawei.services.runtime.Context.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                runtime.toString(),
                source.toString()));
    create(
        "asked-java",
        "Java17",
        "Asked.handler",
        Map.of(
            "Asked.class",
            Files.readAllBytes(folder.resolve("Asked.class")),
            "test.conf",
            bytes("beside")));
    assertEquals("\"/opt/function beside\"", invoke("asked-java", "1").text());
  }

  @Test
  void pythonLooksForSharedLibrariesAmongItsCode() {
    assertEquals("[\"/opt/function/code\"]", invoke("asked", "\"libraries\"").json().toString());
  }

  @Test
  void threadsAndProcessesMayBeAdded() {
    assertEquals("[\"thread\",\"process\"]", invoke("asked", "\"helpers\"").json().toString());
  }

  @Test
  void outputOfPopenIsCollected() {
    String log = log(invoke("asked", "\"popen\""));
    assertTrue(log.contains("from Popen"), log);
  }

  @Test
  void loggersHaveLevels() {
    String log = log(invoke("asked", "\"levels\""));
    assertTrue(log.contains("an info"), log);
    assertTrue(log.contains("a warning"), log);
    assertTrue(log.contains("an error"), log);
  }

  @Test
  void theAnswerTellsTheMemoryThatWasUsed() throws IOException {
    TestHost.Answer answer = invoke("asked", "\"where\"");
    double used =
        Json.read(bytes(answer.header("X-Cff-Invoke-Summary"))).path("memoryUsed").doubleValue();
    assertTrue(used > 1 && used <= 256, "used " + used);
    assertTrue(log(answer).matches("(?s).*memory used: \\d+\\.\\d{3}MB.*"), log(answer));
  }
}
