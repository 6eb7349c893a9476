package io.planform.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls of a warm Node.js function that gives back its event: through the API and the gateway of a
 * host, beside a bare proxy and the bare process. All are asked by the same client over kept
 * connections. Needs root, an engine, and {@code mvn package} before.
 */
class InvocationBenchmark {
  private static final Path LAUNCHER = Path.of(System.getProperty("planform.launcher"));
  private static final int CALLS = Integer.getInteger("bench.calls", 20_000);
  private static final byte[] EVENT = "{\"name\": \"you\", \"numbers\": [1, 2, 3]}".getBytes(UTF_8);
  private static final String SERVER =
      """
      const server = require('http').createServer((request, response) => {
        const parts = [];
        request.on('data', (part) => parts.push(part)).on('end', () => {
          const event = JSON.parse(Buffer.concat(parts).toString());
          response.end(JSON.stringify(event));
        });
      });
      server.keepAliveTimeout = 0;
      server.listen(0, '127.0.0.1', () => console.log(server.address().port));
      """;
  private static final String MANIFEST =
      """
      resource "huaweicloud_fgs_function" "echo" {
        name        = "echo"
        app         = "bench"
        runtime     = "Node.js18.15"
        handler     = "index.handler"
        memory_size = 512
        timeout     = 30
        code_type   = "inline"
        func_code   = "exports.handler = async (event) => event.path ? { statusCode: 200, body: 'x' } : event;"
        concurrency_num = 100
      }
      resource "huaweicloud_fgs_function_trigger" "url" {
        function_urn = huaweicloud_fgs_function.echo.urn
        type         = "APIG"
        event_data = jsonencode({
          name = "echo", path = "/echo", protocol = "HTTP", req_method = "ANY", auth = "NONE"
          match_mode = "NORMAL", type = 1, func_info = { timeout = 30000, invocation_type = "sync" }
          group_id = "default", env_name = "RELEASE", env_id = "DEFAULT_ENVIRONMENT_RELEASE_ID"
        })
      }
      output "urn" {
        value = huaweicloud_fgs_function.echo.urn
      }
      """;

  @TempDir Path home;
  @TempDir Path directory;
  private Process node;
  private Process proxy;

  @BeforeEach
  void start() throws Exception {
    node =
        new ProcessBuilder("node", "-e", SERVER)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Files.writeString(directory.resolve("main.tf"), MANIFEST);
    planform("host", "up", "-auto-approve", "-port=17400", "-gateway-port=17480", "-bucket-port=0");
    planform("apply", "-auto-approve");
  }

  @AfterEach
  void stop() throws Exception {
    planform("host", "down");
    proxy.destroy();
    node.destroy();
  }

  @Test
  void warmCalls() throws Exception {
    int nodePort = port(node);
    proxy =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BareProxy.class.getName(),
                Integer.toString(nodePort))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int proxyPort = port(proxy);
    System.out.printf("%-36s %9s %9s %9s %9s%n", "", "p50 ms", "p99 ms", "1: rps", "16: rps");
    for (int round = 0; round < 2; round++) {
      row("bare Node.js process", nodePort, plain(nodePort));
      row("bare proxy", proxyPort, plain(proxyPort));
      row("the API", 17400, signed());
      row("the gateway", 17480, gateway());
    }
  }

  private static void row(String what, int port, byte[] request) throws Exception {
    calls(port, request, 16, CALLS / 2);
    double[] alone = calls(port, request, 1, CALLS / 2);
    double aloneRate = alone.length / Arrays.stream(alone).sum() * 1e3;
    long begun = System.nanoTime();
    int together = calls(port, request, 16, CALLS).length;
    double rate = together / ((System.nanoTime() - begun) / 1e9);
    Arrays.sort(alone);
    System.out.printf(
        "%-36s %9.3f %9.3f %9.0f %9.0f%n",
        what, alone[alone.length / 2], alone[alone.length * 99 / 100], aloneRate, rate);
  }

  /** Milliseconds of each call, by so many clients that call one after the other. */
  private static double[] calls(int port, byte[] request, int clients, int calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      Callable<double[]> client =
          () -> {
            double[] millis = new double[calls / clients];
            BareProxy.Connection connection = BareProxy.Connection.to(port);
            for (int i = 0; i < millis.length; i++) {
              long begun = System.nanoTime();
              connection.exchange(request);
              millis[i] = (System.nanoTime() - begun) / 1e6;
            }
            connection.socket().close();
            return millis;
          };
      List<Future<double[]>> all = threads.invokeAll(Collections.nCopies(clients, client));
      double[] together = new double[0];
      for (Future<double[]> each : all) {
        double[] more = each.get();
        int before = together.length;
        together = Arrays.copyOf(together, before + more.length);
        System.arraycopy(more, 0, together, before, more.length);
      }
      return together;
    }
  }

  private static byte[] plain(int port) {
    return request("POST", "/", Map.of("Host", "localhost:" + port));
  }

  private static byte[] gateway() {
    return request("POST", "/echo", Map.of("Host", "localhost:17480"));
  }

  private byte[] signed() throws Exception {
    Properties credentials = new Properties();
    try (var lines = Files.newBufferedReader(home.resolve("credentials"))) {
      credentials.load(lines);
    }
    String urn = new ObjectMapper().readTree(planform("output", "-json")).at("/urn/value").asText();
    String path =
        URI.create(
                "/v2/"
                    + credentials.getProperty("HW_PROJECT_ID")
                    + "/fgs/functions/"
                    + urn
                    + "/invocations")
            .getRawPath();
    SequencedMap<String, List<String>> signed = new LinkedHashMap<>();
    signed.put("Host", List.of("localhost:17400"));
    signed.put("Content-Type", List.of("application/json"));
    Map<String, String> added =
        new RequestSigner(
                credentials.getProperty("HW_ACCESS_KEY"), credentials.getProperty("HW_SECRET_KEY"))
            .sign(
                new SignableRequest("POST", path, "", signed, RequestSigner.sha256(EVENT)),
                Instant.now());
    Map<String, String> headers = new LinkedHashMap<>(added);
    signed.forEach((name, values) -> headers.put(name, values.getFirst()));
    return request("POST", path, headers);
  }

  private static byte[] request(String method, String path, Map<String, String> headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    text.append("Content-Length: ").append(EVENT.length).append("\r\n\r\n");
    return (text + new String(EVENT, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  private static int port(Process process) throws IOException {
    BufferedReader said = process.inputReader(UTF_8);
    return Integer.parseInt(said.readLine());
  }

  private String planform(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(home, "out", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(out.toFile());
    builder.environment().put("PLANFORM_HOME", home.toString());
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException(command + "\n" + Files.readString(out));
    }
    return Files.readString(out);
  }
}
