package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.spare.SpareSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions that come up against what the guide's table 1-5 grants them: what their callers are
 * told, and by which of the causes of its table 9-5 their logs are found.
 */
class RunningLimitsDockerTest {
  private static final String CODE =
      """
      import os, subprocess, sys, threading

      def disk():
          with open('/tmp/full', 'wb') as file:
              end, step = 0, 64 << 20
              while step >= 4096:
                  try:
                      os.posix_fallocate(file.fileno(), end, step)
                      end += step
                  except OSError:
                      step //= 2
              file.seek(end)
              while True:
                  file.write(b'x' * 65536)

      def child():
          subprocess.run([sys.executable, '-c', 'bytearray(600 << 20)'], check=True)

      def quiet():
          subprocess.run([sys.executable, '-c', 'bytearray(600 << 20)'])

      def memory():
          return len(bytearray(600 << 20))

      def processes():
          over = threading.Event()
          threads = []
          try:
              while True:
                  thread = threading.Thread(target=over.wait)
                  thread.start()
                  threads.append(thread)
          finally:
              over.set()
              for each in threads:
                  each.join()

      def files():
          kept = []
          while True:
              kept.append(open('/dev/null'))

      def nothing():
          if os.path.exists('/tmp/full'):
              os.remove('/tmp/full')
          return 'done'

      def handler(event, context):
          return globals()[event]()
      """;

  @TempDir static Path home;
  private static TestHost host;
  private static String path;

  @BeforeAll
  static void start() throws Exception {
    host = new TestHost(home, new LocalMachine(home, Path.of("../runtimes"), SpareSettings.NONE));
    ObjectNode request =
        (ObjectNode) Json.read(TestHost.function("greedy", "Python3.10", "index.handler"));
    request.put("timeout", 60).put("memory_size", 256);
    request.putObject("func_code").put("file", TestHost.zip("index.py", CODE));
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
    path = "/fgs/functions/" + host.urn("greedy");
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static TestHost.Answer invoke(String event) {
    return host.call("POST", path + "/invocations", "\"" + event + "\"");
  }

  private static String error(TestHost.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    assertEquals("true", answer.header("X-Is-Func-Err"), answer.text());
    return answer.json().path("errorMessage").asText();
  }

  /** What was kept of an invocation: its cause, and its text. */
  private static JsonNode logged(TestHost.Answer answer) {
    JsonNode stream = host.get(path + "/lts-log-detail").json();
    ObjectNode query =
        Json.object().put("start_time", "0").put("end_time", Long.toString(Long.MAX_VALUE));
    query.putObject("labels").put("request_id", answer.header("X-Cff-Request-Id"));
    String search =
        "/groups/%s/streams/%s/content/query"
            .formatted(stream.path("group_id").asText(), stream.path("stream_id").asText());
    return host.call("POST", search, query.toString()).json().path("logs").path(0);
  }

  private static void assertLogged(TestHost.Answer answer, String cause, String... texts) {
    JsonNode log = logged(answer);
    assertEquals(cause, log.at("/labels/status").asText(), log.toString());
    for (String text : texts) {
      assertTrue(log.path("content").asText().contains(text), log.path("content").asText());
    }
  }

  @Test
  void aFullDiskIsTold() {
    TestHost.Answer full = invoke("disk");
    assertTrue(error(full).contains("No space left on device"), full.text());
    assertLogged(full, "disk_exceeded", "disk limit exceeded: the 512 MB of /tmp are full");
    assertLogged(invoke("nothing"), "success");
    assertLogged(invoke("files"), "code_error");
  }

  @Test
  void aProcessThatTheFunctionStartedAndThatNeedsTooMuchMemoryIsTold() {
    TestHost.Answer first = invoke("nothing");
    TestHost.Answer killed = invoke("child");
    assertTrue(error(killed).contains("SIGKILL"), killed.text());
    assertLogged(
        killed,
        "memory_exceeded",
        "runtime memory limit exceeded",
        "(invoke Failed:RuntimeMemoryExceedLimit)");
    TestHost.Answer survived = invoke("quiet");
    assertEquals("null", survived.text());
    assertLogged(survived, "success", "runtime memory limit exceeded");
    assertLogged(first, "success");
  }

  @Test
  void aFunctionThatNeedsTooMuchMemoryIsTold() {
    TestHost.Answer killed = invoke("memory");
    assertEquals(500, killed.status());
    assertEquals("FSS.0500", killed.code());
    assertTrue(killed.text().contains("runtime memory limit exceeded"), killed.text());
    assertLogged(killed, "memory_exceeded", "(invoke Failed:RuntimeMemoryExceedLimit)");
    assertEquals("\"done\"", invoke("nothing").text());
  }

  @Test
  void tooManyThreadsAreTold() {
    TestHost.Answer refused = invoke("processes");
    assertTrue(error(refused).contains("can't start new thread"), refused.text());
    assertLogged(refused, "code_error", "process limit exceeded");
    assertEquals("\"done\"", invoke("nothing").text());
  }

  @Test
  void tooManyOpenFilesAreTheFunctionsOwnError() {
    TestHost.Answer refused = invoke("files");
    assertTrue(error(refused).contains("Too many open files"), refused.text());
    assertLogged(refused, "code_error");
    assertEquals("\"done\"", invoke("nothing").text());
  }
}
