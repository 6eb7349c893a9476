package io.planform.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of more than 6 MB, which are passed on while the function writes them. */
class StreamedAnswersDockerTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int LIMIT = 200 * MEGABYTE;

  /**
   * Answers {@code /<name>?n} with n bytes, at the pace of its reader; {@code &plain} announces the
   * length; {@code /<name>/sent} tells how much it could write, {@code /<name>/running} how many
   * answers it has under way.
   */
  private static final String SERVER =
      """
      #!/usr/bin/env node
      let sent = 0;
      let running = 0;
      require('http').createServer((request, response) => {
        const url = new URL(request.url, 'http://function');
        if (url.pathname.endsWith('/sent')) { response.end(String(sent)); return; }
        if (url.pathname.endsWith('/running')) { response.end(String(running)); return; }
        if (url.pathname.endsWith('/silent')) {
          running++;
          response.on('close', () => running--);
          response.write('x');
          return;
        }
        let left = Number(url.searchParams.get('n'));
        if (url.searchParams.has('plain')) { response.setHeader('Content-Length', left); }
        response.setHeader('Set-Cookie', ['a=1', 'b=2']);
        running++;
        response.on('close', () => running--);
        const more = () => {
          while (left > 0) {
            const part = Buffer.alloc(Math.min(left, 65536), 'x');
            left -= part.length;
            sent += part.length;
            if (!response.write(part)) { response.once('drain', more); return; }
          }
          if (url.searchParams.has('break')) { response.destroy(); return; }
          response.end();
        };
        more();
      }).listen(8000, '127.0.0.1');
      """;

  /** The seed's bootstrap, whose answer is as long as the event says. */
  private static final String RUNTIME =
      """
      #!/bin/bash
      API=http://$RUNTIME_API_ADDR/v1/runtime/invocation
      while true; do
        HEADERS="$(mktemp)"
        EVENT=$(curl -sS -LD "$HEADERS" -X GET "$API/request")
        ID=$(grep -Fi x-cff-request-id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
        if [ -z "$ID" ]; then continue; fi
        head -c "$EVENT" /dev/zero | tr '\\0' x | curl -sS -X POST -T - "$API/response/$ID"
      done
      """;

  private static RealHost host;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    host = new RealHost(home);
    String streaming =
        "{\"is_return_stream\":true,\"memory_size\":256,"
            + "\"strategy_config\":{\"concurrency\":1,\"concurrent_num\":10}}";
    host.http("stream", streaming, SERVER);
    host.http("whole", "{}", SERVER);
    host.custom("runtime", "{\"is_return_stream\":true}", RUNTIME);
    host.custom("whole-runtime", "{}", RUNTIME);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static int length(InputStream body) throws IOException {
    int length = 0;
    byte[] buffer = new byte[65536];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      length += read;
    }
    return length;
  }

  private static int length(String path) throws Exception {
    try (InputStream body = host.get(path, BodyHandlers.ofInputStream()).body()) {
      return length(body);
    }
  }

  @Test
  void comeWholeUpTo200Megabytes() throws Exception {
    assertEquals(LIMIT, length("/stream?plain&n=" + LIMIT));
    assertEquals(7 * MEGABYTE, length("/stream?n=" + 7 * MEGABYTE));
    HttpResponse<String> small = host.get("/stream?n=3", BodyHandlers.ofString());
    assertEquals("xxx", small.body());
    assertEquals(2, small.headers().allValues("Set-Cookie").size());
    assertTrue(small.headers().firstValue("X-Cff-Request-Id").isPresent());
  }

  @Test
  void areRefusedOrBrokenOffBeyond200Megabytes() throws Exception {
    HttpResponse<String> refused =
        host.get("/stream?plain&n=" + (LIMIT + 1), BodyHandlers.ofString());
    assertEquals(502, refused.statusCode());
    JsonNode error = Json.read(refused.body());
    assertEquals("FSS.0502", error.get("error_code").textValue());
    assertTrue(error.get("error_msg").textValue().contains(LIMIT + " bytes"), refused.body());
    assertThrows(IOException.class, () -> length("/stream?n=" + (LIMIT + 1)));
  }

  @Test
  void areBrokenOffWhereTheFunctionBreaksOff() {
    assertThrows(IOException.class, () -> length("/stream?break&n=100000"));
  }

  @Test
  void waitForASlowReaderWithTheFunction() throws Exception {
    int before = Integer.parseInt(host.text("/stream/sent"));
    try (InputStream body =
        host.get("/stream?n=" + 100 * MEGABYTE, BodyHandlers.ofInputStream()).body()) {
      body.readNBytes(MEGABYTE);
      int last = -1;
      int sent = Integer.parseInt(host.text("/stream/sent"));
      while (sent != last) {
        last = sent;
        Thread.sleep(100);
        sent = Integer.parseInt(host.text("/stream/sent"));
      }
      assertTrue(sent - before < 50 * MEGABYTE, sent - before + " bytes are on their way");
      assertEquals(99 * MEGABYTE, length(body));
    }
  }

  @Test
  void areGivenUpWhenTheReaderGoes() throws Exception {
    InputStream body = host.get("/stream?n=" + LIMIT, BodyHandlers.ofInputStream()).body();
    body.readNBytes(MEGABYTE);
    body.close();
    long latest = System.nanoTime() + 30_000_000_000L;
    while (!host.text("/stream/running").equals("0")) {
      assertTrue(System.nanoTime() < latest, "the function's connection ends");
      Thread.sleep(20);
    }
  }

  @Test
  void areGivenUpWhenTheReaderGoesWhileTheFunctionIsSilent() throws Exception {
    InputStream body = host.get("/stream/silent", BodyHandlers.ofInputStream()).body();
    assertEquals('x', body.read());
    assertEquals("1", host.text("/stream/running"));
    body.close();
    long latest = System.nanoTime() + 30_000_000_000L;
    while (!host.text("/stream/running").equals("0")) {
      assertTrue(System.nanoTime() < latest, "the function's connection ends");
      Thread.sleep(20);
    }
  }

  @Test
  void reachCallersOfTheApiInTheirDocument() throws Exception {
    String event =
        "{\"httpMethod\":\"GET\",\"path\":\"/x\",\"queryStringParameters\":{\"n\":"
            + (7 * MEGABYTE + 1)
            + "}}";
    TestHost.Answer answer = host.api.call("POST", host.invocations("stream"), event);
    assertEquals(200, answer.status());
    assertEquals("0", answer.header("X-Func-Err-Code"));
    JsonNode document = answer.json();
    assertEquals(200, document.get("statusCode").intValue());
    assertEquals(
        7 * MEGABYTE + 1, Base64.getDecoder().decode(document.get("body").textValue()).length);
    assertEquals(2, document.at("/headers/set-cookie").size());
  }

  @Test
  void ofCustomRuntimesReachCallersAsTheyAre() {
    TestHost.Answer answer = invoke("runtime", 8 * MEGABYTE);
    assertEquals(200, answer.status());
    assertEquals(8 * MEGABYTE, answer.body().length);
    assertEquals("x", new String(answer.body(), 0, 1, UTF_8));
    assertEquals(20, invoke("runtime", 20).body().length);
  }

  private static TestHost.Answer invoke(String name, int length) {
    return host.api.call("POST", host.invocations(name), Integer.toString(length));
  }

  @Test
  void areHeldToSixMegabytesInAnEnvelope() {
    TestHost.Answer answer =
        host.api.call(
            "POST",
            host.invocations("runtime"),
            Integer.toString(7 * MEGABYTE),
            Map.of("X-CFF-Request-Version", "v1"));
    assertEquals("FSS.0502", answer.code(), answer.status() + "");
  }

  @Test
  void doNotStreamWhereTheSettingIsOff() throws Exception {
    HttpResponse<String> refused = host.get("/whole?n=" + 7 * MEGABYTE, BodyHandlers.ofString());
    assertEquals(502, refused.statusCode());
    assertTrue(refused.body().contains("is_return_stream"), refused.body());
    assertEquals(6 * MEGABYTE, length("/whole?n=" + 6 * MEGABYTE));
    TestHost.Answer answer = invoke("whole-runtime", 7 * MEGABYTE);
    assertEquals("FSS.0502", answer.code());
    assertTrue(answer.text().contains("is_return_stream"), answer.text());
  }
}
