package io.planform.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.host.iam.Credentials;
import io.planform.host.iam.CredentialsFile;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A host in a process of its own, to be killed and started again, and a client that signs. */
final class HostProcess {
  private static final long LONGEST_START_SECONDS = 120;

  private final Path home;
  private final Path output;
  private final Class<?> main;
  private final List<String> options;
  private final Map<String, String> environment;
  private final SignedClient client = new SignedClient(InstantSource.system());
  private volatile Process process;
  private volatile JsonNode description = Json.object();
  private volatile Credentials credentials;

  private HostProcess(
      Path home, Class<?> main, List<String> options, Map<String, String> environment)
      throws IOException {
    this.home = home;
    this.main = main;
    this.options = options;
    this.environment = environment;
    this.output = home.resolveSibling(home.getFileName() + ".out");
    this.process = launch();
    this.credentials = await();
  }

  /**
   * Starts a host and returns when it is ready.
   *
   * @param options beside those that say where everything is
   */
  static HostProcess start(Path home, String... options) throws IOException {
    return new HostProcess(home, Main.class, List.of(options), Map.of());
  }

  /** Starts a host that works with the engine at this socket. */
  static HostProcess startWith(Path engine, Path home) throws IOException {
    return new HostProcess(
        home, Main.class, List.of("--spares", "1"), Map.of("DOCKER_HOST", "unix://" + engine));
  }

  /** Starts another program that is a host and takes the same arguments. */
  static HostProcess startOf(Class<?> main, Path home) throws IOException {
    return new HostProcess(home, main, List.of(), Map.of());
  }

  /** Starts the next host of the home; the one before must be gone. */
  void startAgain() throws IOException {
    process = launch();
    credentials = await();
  }

  private Process launch() throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            // A process that is killed leaves its copy of SQLite's library behind.
            "-Dorg.sqlite.tmpdir=" + home.resolve(".."),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName(),
            "run",
            "--home",
            home.toString(),
            "--runtimes",
            Path.of("../runtimes").toString(),
            "--port",
            "0",
            "--gateway-port",
            "0",
            "--bucket-port",
            "0"));
    words.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Credentials await() throws IOException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (!isDescribed()) {
      if (!process.isAlive() || System.nanoTime() > latest) {
        throw new AssertionError("The host does not start:\n" + Files.readString(output));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return CredentialsFile.loadOrCreate(home.resolve("credentials"));
  }

  private boolean isDescribed() throws IOException {
    try {
      JsonNode read = Json.read(Files.readAllBytes(home.resolve("host").resolve("host.json")));
      description = read;
      return read.path("pid").longValue() == process.pid();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end, and waits until it has. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("The host does not stop");
    }
  }

  /** What the hosts of this home have said. */
  String said() throws IOException {
    return Files.readString(output);
  }

  Credentials credentials() {
    return credentials;
  }

  String bucketAddress() {
    return description.path("buckets").textValue();
  }

  String urn(String name) {
    return "urn:fss:%s:%s:function:default:%s"
        .formatted(credentials.region(), credentials.project(), name);
  }

  TestHost.Answer get(String path) throws IOException {
    return call("GET", path, "");
  }

  /**
   * Calls the management API; {@code path} begins after the project.
   *
   * @throws IOException when no answer came
   */
  TestHost.Answer call(String method, String path, String body) throws IOException {
    return client.signed(
        new RequestSigner(credentials.accessKey(), credentials.secretKey()),
        description.path("api").textValue(),
        method,
        "/v2/" + credentials.project() + path,
        body,
        Map.of());
  }
}
