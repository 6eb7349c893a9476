package io.planform.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A RabbitMQ server of this JVM, on loopback, in a folder of its own. It ends with the JVM, however
 * that ends, and can be stopped and started again with what it holds. Its user is {@code guest}.
 */
public final class RabbitServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
  private static final int MOST_ATTEMPTS = 3000;

  private final Path folder;
  private final int port;
  private final int tlsPort;
  private final int distributionPort;
  private final int namesPort;
  private Process shell;

  private RabbitServer(Path folder) throws Exception {
    this.folder = folder;
    this.port = PostgresProcess.freePort();
    this.tlsPort = PostgresProcess.freePort();
    this.distributionPort = PostgresProcess.freePort();
    this.namesPort = PostgresProcess.freePort();
    configure(TestCertificate.create(folder));
    this.shell = launch();
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * @param folder that is empty or not there
   */
  public static RabbitServer start(Path folder) throws Exception {
    Files.createDirectories(folder);
    return new RabbitServer(folder);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Of the listener with TLS, and a certificate that it signed itself. */
  public String tlsAddress() {
    return "127.0.0.1:" + tlsPort;
  }

  public int port() {
    return port;
  }

  /** The certificate of the listener with TLS, as PEM. */
  public Path certificate() {
    return folder.resolve(TestCertificate.FILE);
  }

  private void configure(TestCertificate certificate) throws IOException {
    Files.writeString(
        folder.resolve("rabbitmq.conf"),
        """
        listeners.tcp.default = 127.0.0.1:%d
        listeners.ssl.default = 127.0.0.1:%d
        ssl_options.cacertfile = %s
        ssl_options.certfile = %s
        ssl_options.keyfile = %s
        log.console = true
        log.console.level = error
        """
            .formatted(
                port,
                tlsPort,
                certificate.certificate(),
                certificate.certificate(),
                certificate.key()));
    Files.writeString(folder.resolve("enabled_plugins"), "[].");
  }

  /** Its name server would stay behind as a daemon: it gets one of its own, which ends with it. */
  private Process launch() throws Exception {
    Path pid = folder.resolve("pid");
    Files.deleteIfExists(pid);
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            """
            epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" & names=$!
            "$1" </dev/null & server=$!
            read end
            kill -TERM "$(cat "$RABBITMQ_PID_FILE")"
            wait $server
            kill $names
            """,
            "sh",
            PROGRAM.toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "ERL_EPMD_PORT",
                Integer.toString(namesPort),
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1}"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME", folder.toString(),
                "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString(),
                "RABBITMQ_CONF_ENV_FILE", "/dev/null",
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString(),
                "RABBITMQ_MNESIA_BASE", folder.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", folder.resolve("log").toString(),
                "RABBITMQ_PID_FILE", pid.toString(),
                "RABBITMQ_NODENAME", "planform" + port + "@localhost",
                "RABBITMQ_DIST_PORT", Integer.toString(distributionPort)));
    Path log = folder.resolve("output");
    Process started = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!answers()) {
      throw new IOException("RabbitMQ did not start: " + Files.readString(log));
    }
    return started;
  }

  private boolean answers() throws InterruptedException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsPort));
        return true;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    return false;
  }

  /** Ends it in an orderly way. */
  public void stop() throws IOException {
    shell.getOutputStream().close();
    shell.onExit().join();
  }

  public void startAgain() throws Exception {
    shell = launch();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
