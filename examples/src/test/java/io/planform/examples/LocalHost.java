package io.planform.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A runtime host of its own: its own home, its own ports, real containers. Stopping it looks for no
 * containers; tests that care look for what is left themselves.
 */
final class LocalHost {
  private static final int GATEWAY_TIMEOUT = 504;

  private final Path folder;
  private final Path home;

  private LocalHost(Path folder) {
    this.folder = folder;
    this.home = folder.resolve("home");
  }

  static LocalHost start() throws IOException, InterruptedException {
    LocalHost host = new LocalHost(Files.createTempDirectory("pf"));
    host.planform(host.folder)
        .run(
            "host",
            "up",
            "-auto-approve",
            "-port=" + freePort(),
            "-gateway-port=" + freePort(),
            "-bucket-port=0")
        .succeeds();
    return host;
  }

  Planform planform(Path directory) {
    return new Planform(home, directory);
  }

  /** An example to change at will, with the other examples beside it: they share code. */
  Path workspace(String example) throws IOException {
    Path examples = Path.of(System.getProperty("planform.examples"));
    Path copies = Files.createTempDirectory(folder, "work");
    for (String copied : List.of("quickstart", "quickstart-yaml", "modules")) {
      copy(examples.resolve(copied), copies.resolve(copied));
    }
    return copies.resolve(example);
  }

  static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path relative = source.relativize(file);
        if (!relative.startsWith(".planform")) {
          Path copied = target.resolve(relative);
          if (Files.isDirectory(file)) {
            Files.createDirectories(copied);
          } else {
            Files.copy(file, copied, StandardCopyOption.COPY_ATTRIBUTES);
          }
        }
      }
    }
  }

  String api() throws IOException {
    return description().get("api").asText();
  }

  String gateway() throws IOException {
    return description().get("gateway").asText();
  }

  /**
   * What the gateway answers at a path. A trigger gives a first instance five seconds to start,
   * which a busy machine may not keep: then it is asked again.
   */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, Map.of());
  }

  HttpResponse<String> get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(gateway() + path));
    headers.forEach(builder::header);
    HttpRequest request = builder.build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      for (int more = 20; more > 0 && response.statusCode() == GATEWAY_TIMEOUT; more--) {
        response = client.send(request, HttpResponse.BodyHandlers.ofString());
      }
      return response;
    }
  }

  private JsonNode description() throws IOException {
    return new ObjectMapper().readTree(home.resolve("host/host.json").toFile());
  }

  long pid() throws IOException {
    return description().get("pid").asLong();
  }

  /** What its containers carry as {@code io.planform.home}. */
  String label() throws NoSuchAlgorithmException {
    byte[] path = home.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(path), 0, 5);
  }

  Properties credentials() throws IOException {
    Properties credentials = new Properties();
    try (var lines = Files.newBufferedReader(home.resolve("credentials"))) {
      credentials.load(lines);
    }
    return credentials;
  }

  /** The official SDK, with the host's administrator as its user. */
  FunctionGraphClient client() throws IOException {
    Properties credentials = credentials();
    return FunctionGraphClient.newBuilder()
        .withCredential(
            new BasicCredentials()
                .withAk(credentials.getProperty("HW_ACCESS_KEY"))
                .withSk(credentials.getProperty("HW_SECRET_KEY"))
                .withProjectId(credentials.getProperty("HW_PROJECT_ID")))
        .withEndpoint(api())
        .build();
  }

  Path home() {
    return home;
  }

  /** Another home whose host is a proxy of this one. */
  Path homeBehind(CountingProxy proxy) throws IOException {
    Path other = Files.createTempDirectory(folder, "behind");
    Files.copy(home.resolve("credentials"), other.resolve("credentials"));
    String told = Files.readString(home.resolve("host/host.json"));
    Files.createDirectory(other.resolve("host"));
    Files.writeString(
        other.resolve("host/host.json"), told.replace(api(), proxy.address().toString()));
    return other;
  }

  /** Stops it and deletes what it and its users wrote. */
  void stop() throws IOException, InterruptedException {
    planform(folder).run("host", "down").succeeds();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
