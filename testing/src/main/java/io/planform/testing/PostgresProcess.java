package io.planform.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this JVM, on loopback, with a cluster of its own in a temporary folder. It
 * ends with the JVM, however that ends.
 */
public final class PostgresProcess {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");

  private static final int MOST_ATTEMPTS = 600;

  private final Path programs;
  private final Path folder;
  private final int port;

  private PostgresProcess(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /** The server, which is started when it is first asked for. */
  public static PostgresProcess shared() {
    return Shared.SERVER;
  }

  public int port() {
    return port;
  }

  /** The URL for clients other than this process's own. */
  public String url(int throughPort) {
    return "postgres://planform:swordfish@127.0.0.1:" + throughPort + "/planform";
  }

  public String url() {
    return url(port);
  }

  /** Runs SQL, also such as the store would never do, and returns what psql prints. */
  public String sql(String statement) throws Exception {
    return sqlThrough(port, statement);
  }

  /**
   * @param throughPort of a pooler or proxy
   */
  public String sqlThrough(int throughPort, String statement) throws Exception {
    return output(
        List.of(
            programs.resolve("psql").toString(),
            url(throughPort),
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement));
  }

  private static PostgresProcess start() {
    try {
      Path folder = Files.createTempDirectory("postgres");
      PostgresProcess server = new PostgresProcess(programs(), folder, freePort());
      server.initialise();
      server.run();
      return server;
    } catch (Exception e) {
      throw new IllegalStateException("PostgreSQL did not start: " + e.getMessage(), e);
    }
  }

  private static Path programs() throws IOException {
    if (Files.isDirectory(PROGRAMS)) {
      try (Stream<Path> versions = Files.list(PROGRAMS)) {
        List<Path> found =
            versions.map(version -> version.resolve("bin")).filter(Files::isDirectory).toList();
        if (!found.isEmpty()) {
          return found.getLast();
        }
      }
    }
    throw new IOException("it is not installed; ./verify does that");
  }

  private void initialise() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "swordfish");
    giveToServerUser(folder);
    output(
        asServerUser(
            programs.resolve("initdb").toString(),
            "--pgdata=" + folder.resolve("data"),
            "--username=planform",
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync"));
  }

  /** The shell ends the server when its input ends, which is this process's end too. */
  private void run() throws Exception {
    Path log = folder.resolve("log");
    List<String> server =
        asServerUser(
            programs.resolve("postgres").toString(),
            "-D",
            folder.resolve("data").toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off");
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "\"$@\" </dev/null & read end; kill -QUIT $!; wait $!; rm -rf '" + folder + "'",
                "sh"));
    command.addAll(server);
    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!answers(port)) {
      throw new IOException(Files.readString(log));
    }
    output(
        List.of(
            programs.resolve("createdb").toString(),
            "--maintenance-db=" + url().replaceAll("planform$", "postgres"),
            "planform"));
  }

  /** Waits for a server on a port. */
  boolean answers(int onPort) throws Exception {
    List<String> ready =
        List.of(
            programs.resolve("pg_isready").toString(), "-q", "-h127.0.0.1", "-p" + onPort, "-t5");
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (new ProcessBuilder(ready).start().waitFor() == 0) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  static void giveToServerUser(Path folder) throws Exception {
    output(List.of("sh", "-c", "test $(id -u) != 0 || chown -R postgres '" + folder + "'"));
  }

  /** The server refuses to run as root. */
  static List<String> asServerUser(String... command) {
    List<String> whole = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      whole.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
    }
    whole.addAll(List.of(command));
    return whole;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String output(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command.getFirst() + ": " + printed);
    }
    return printed.strip();
  }

  private static final class Shared {
    static final PostgresProcess SERVER = start();
  }
}
