package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests as they come over the wire, in {@code signed-requests}: the first line says what the
 * answer must be. Those named {@code recorded-npm} are of the official client for Node.js 3.1.211;
 * of the others, a program that shares nothing with the host's verifier made the signatures, and
 * the names say which client's form they have.
 */
class RecordedRequestsTest {
  private static final Path CASES = Path.of("src/test/resources/signed-requests");
  private static final Instant RECORDED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Pattern LENGTH =
      Pattern.compile("(?i)^content-length: *(\\d+)", Pattern.MULTILINE);
  private static final String CREDENTIALS =
      """
      HW_ACCESS_KEY=AKRECORDED0000000001
      HW_SECRET_KEY=0123456789abcdef0123456789abcdef01234567
      HW_PROJECT_ID=0123456789abcdef0123456789abcdef
      HW_REGION_NAME=local-1
      """;

  @TempDir Path home;

  @TestFactory
  Stream<DynamicTest> areAnsweredAsTheySay() throws IOException, HostException {
    Files.writeString(home.resolve("credentials"), CREDENTIALS);
    TestHost host = new TestHost(home, () -> RECORDED);
    List<Path> cases;
    try (Stream<Path> files = Files.list(CASES)) {
      cases = files.sorted().toList();
    }
    assertTrue(cases.size() > 50, cases::toString);
    return cases.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(host, file)))
        .onClose(host::close);
  }

  private static void run(TestHost host, Path file) throws IOException {
    String text = Files.readString(file);
    int firstLine = text.indexOf('\n');
    String[] expected = text.substring(2, firstLine).split(" ", 2);
    String answer = send(URI.create(host.host.apiAddress()), text.substring(firstLine + 1));
    assertEquals(expected[0], answer.split(" ", 3)[1], answer);
    JsonNode document = Json.read(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertEquals(
        expected.length > 1 ? expected[1] : "", document.path("error_code").asText(), answer);
    assertEquals(0, host.get("/fgs/functions").json().path("count").asInt());
  }

  private static String send(URI address, String request) throws IOException {
    int end = request.indexOf("\n\n");
    byte[] body = request.substring(end + 2).getBytes(StandardCharsets.UTF_8);
    String head =
        request.substring(0, end)
            + "\nContent-Length: %d\nConnection: close\n\n".formatted(body.length);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return answer(socket.getInputStream());
    }
  }

  /**
   * The head and as much body as it announces; whether the connection stays open is all the same.
   */
  private static String answer(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(head.toString(StandardCharsets.UTF_8));
      }
      head.write(next);
    }
    Matcher length = LENGTH.matcher(head.toString(StandardCharsets.UTF_8));
    int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head.toString(StandardCharsets.UTF_8)
        + new String(in.readNBytes(size), StandardCharsets.UTF_8);
  }
}
