package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.server.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of the user guide's section 1.6, and of the API, on both sides of their edges. */
class LimitsTest {
  private static final int MEGABYTE = 1 << 20;
  private static TestHost host;

  @BeforeAll
  static void start(@TempDir Path home) throws HostException {
    host = new TestHost(home);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static Arguments row(String what, Consumer<ObjectNode> change, String outcome) {
    return Arguments.of(what, change, outcome);
  }

  private static Arguments text(String field, int length, String outcome) {
    return row(
        "%s of %d characters".formatted(field, length),
        request -> request.put(field, "a".repeat(length)),
        outcome);
  }

  private static Arguments number(String field, int value, String outcome) {
    return row("%s %d".formatted(field, value), request -> request.put(field, value), outcome);
  }

  static Stream<Arguments> edges() {
    return Stream.of(
        text("func_name", 1, "FSS.1002"),
        text("func_name", 2, "200"),
        text("func_name", 60, "200"),
        text("func_name", 61, "FSS.1002"),
        text("package", 60, "200"),
        text("package", 61, "FSS.1027"),
        text("description", 512, "200"),
        text("description", 513, "FSS.1019"),
        handler(128, "200"),
        handler(129, "FSS.1003"),
        number("timeout", 2, "FSS.1008"),
        number("timeout", 3, "200"),
        number("timeout", 259_200, "200"),
        number("timeout", 259_201, "FSS.1008"),
        number("memory_size", 127, "FSS.1007"),
        number("memory_size", 128, "200"),
        number("memory_size", 10_240, "200"),
        number("memory_size", 10_241, "FSS.1007"),
        number("ephemeral_storage", 512, "200"),
        number("ephemeral_storage", 10_240, "200"),
        number("ephemeral_storage", 1024, "FSS.0400"),
        hook("initializer", 0, "FSS.1405"),
        hook("initializer", 1, "200"),
        hook("initializer", 300, "200"),
        hook("initializer", 301, "FSS.1405"),
        hook("pre_stop", 0, "FSS.0400"),
        hook("pre_stop", 1, "200"),
        hook("pre_stop", 90, "200"),
        hook("pre_stop", 91, "FSS.0400"),
        strategy("concurrency", -2, "FSS.1026"),
        strategy("concurrency", -1, "200"),
        strategy("concurrency", 0, "200"),
        strategy("concurrency", 1000, "200"),
        strategy("concurrency", 1001, "FSS.1026"),
        strategy("concurrent_num", 1, "200"),
        strategy("concurrent_num", 1000, "200"),
        strategy("concurrent_num", 1001, "FSS.1026"),
        variables(4096, "200"),
        variables(4097, "FSS.1018"),
        items(20, "200"),
        items(21, "FSS.1017"),
        inline(10 * 1024, "200"),
        inline(10 * 1024 + 1, "FSS.1072"),
        row("a package of 50 MB", request -> code(request, "zip", stored(50 * MEGABYTE)), "200"),
        row(
            "a package of 50 MB and a byte",
            request -> code(request, "zip", stored(50 * MEGABYTE + 1)),
            "FSS.1071"),
        row(
            "a package that says it has 1,500 MB and a byte",
            request -> code(request, "zip", declaring(1500 * MEGABYTE + 1)),
            "FSS.1011"));
  }

  private static Arguments handler(int length, String outcome) {
    return row(
        "handler of %d characters".formatted(length),
        request -> request.put("handler", "index." + "h".repeat(length - 6)),
        outcome);
  }

  private static Arguments hook(String name, int seconds, String outcome) {
    return row(
        "%s_timeout %d".formatted(name, seconds),
        request -> request.put(name + "_handler", "index.hook").put(name + "_timeout", seconds),
        outcome);
  }

  private static Arguments strategy(String field, int number, String outcome) {
    return row(
        "strategy_config.%s %d".formatted(field, number),
        request -> request.putObject("strategy_config").put(field, number),
        outcome);
  }

  /** Half of them encrypted; the characters are of two bytes each in UTF-8. */
  private static Arguments variables(int characters, String outcome) {
    int frame = "{\"a\":\"\"}".length();
    int half = characters / 2;
    return row(
        "variables of %d characters".formatted(characters),
        request ->
            request
                .put("user_data", "{\"a\":\"" + "ä".repeat(half - frame) + "\"}")
                .put(
                    "encrypted_user_data",
                    "{\"b\":\"" + "ä".repeat(characters - half - frame) + "\"}"),
        outcome);
  }

  private static Arguments items(int number, String outcome) {
    ObjectNode variables = Json.object();
    for (int i = 0; i < number; i++) {
      variables.put("v" + i, "");
    }
    return row(
        number + " variables", request -> request.put("user_data", variables.toString()), outcome);
  }

  private static Arguments inline(int bytes, String outcome) {
    return row(
        "inline code of %d bytes".formatted(bytes),
        request -> code(request, "inline", "/".repeat(bytes).getBytes(StandardCharsets.UTF_8)),
        outcome);
  }

  private static void code(ObjectNode request, String type, byte[] content) {
    request.put("code_type", type);
    request.putObject("func_code").put("file", Base64.getEncoder().encodeToString(content));
  }

  /** An archive of exactly this size. */
  private static byte[] stored(int size) {
    return archive(size - archive(0).length);
  }

  private static byte[] archive(int length) {
    byte[] content = new byte[length];
    CRC32 sum = new CRC32();
    sum.update(content);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + 256);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("index.js");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(length);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** A small archive whose directory says that its file is as large as this. */
  private static byte[] declaring(int size) {
    byte[] archive = Base64.getDecoder().decode(TestHost.zip("index.js", "// zeros"));
    ByteBuffer buffer = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int directory = buffer.getInt(archive.length - 22 + 16);
    buffer.putInt(directory + 24, size);
    return archive;
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("edges")
  void holdsFunctionsToTheirLimits(String what, Consumer<ObjectNode> change, String outcome)
      throws Exception {
    ObjectNode request =
        (ObjectNode) Json.read(TestHost.function("limited", "Node.js18.15", "index.handler"));
    change.accept(request);
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    if (!outcome.equals("200")) {
      assertEquals(outcome, answer.code(), answer.text());
      assertEquals(
          "FSS.1051", host.get("/fgs/functions/" + host.urn("limited") + "/config").code());
      return;
    }
    assertEquals(200, answer.status(), answer.text());
    String made = request.get("package").textValue() + ":" + request.get("func_name").textValue();
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + made, "").status());
  }

  @Test
  void takesEventsOfSixMegabytesAndNoMore() {
    String path = "/fgs/functions/" + host.create("events") + "/invocations";
    assertEquals(200, host.call("POST", path, event(6 * MEGABYTE)).status());
    TestHost.Answer refused = host.call("POST", path, event(6 * MEGABYTE + 100));
    assertEquals(413, refused.status());
    assertEquals("FSS.1201", refused.code());
    host.call("DELETE", "/fgs/functions/default:events", "");
  }

  private static String event(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  @Test
  void answersTooManyRequestsWithTheirStatus() {
    String path = "/fgs/functions/" + host.create("crowded") + "/invocations";
    host.invoker.behaviour =
        (function, event) -> Cause.OVERLOADED.because("all are busy", Invocation.Summary.NOTHING);
    TestHost.Answer refused = host.call("POST", path, "{}");
    host.invoker.behaviour =
        (function, event) -> new Invocation.Answer(event.payload(), FakeInvoker.SUMMARY);
    assertEquals(429, refused.status());
    assertEquals("FSS.0429", refused.code());
    host.call("DELETE", "/fgs/functions/default:crowded", "");
  }
}
