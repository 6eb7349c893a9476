package io.planform.planner.deploy.git;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * A server of the repositories of a folder.
 *
 * @param prefix of their URLs
 */
record GitServer(
    String prefix,
    @Nullable String username,
    @Nullable Path identity,
    @Nullable Path knownHosts,
    Runnable end)
    implements AutoCloseable {
  static final String PASSWORD_VARIABLE = "GIT_TEST_TOKEN";
  static final String PASSWORD = "swordfish";

  static GitServer start(String kind, Path repositories, Path folder) throws Exception {
    return switch (kind) {
      case "file" -> new GitServer("file://" + repositories, null, null, null, () -> {});
      case "daemon" -> daemon(repositories);
      case "http" -> http(repositories);
      case "ssh" -> ssh(repositories, folder);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  Remote remote(String repository) {
    return new Remote(
        prefix + "/" + repository,
        username,
        username == null ? null : PASSWORD_VARIABLE,
        identity,
        knownHosts);
  }

  private static GitServer daemon(Path repositories) throws Exception {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "git",
                "daemon",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--base-path=" + repositories,
                "--export-all",
                "--reuseaddr")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (process.isAlive() && !accepts(port)) {
      Thread.onSpinWait();
    }
    return new GitServer(
        "git://127.0.0.1:" + port,
        null,
        null,
        null,
        () -> {
          process.descendants().forEach(ProcessHandle::destroy);
          process.destroy();
        });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean accepts(int port) throws IOException {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Git's own CGI program behind a password. */
  private static GitServer http(Path repositories) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server
        .createContext("/", exchange -> answer(exchange, repositories))
        .setAuthenticator(
            new BasicAuthenticator("git") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals("deployer") && password.equals(PASSWORD);
              }
            });
    server.start();
    return new GitServer(
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "deployer",
        null,
        null,
        () -> server.stop(0));
  }

  private static void answer(HttpExchange exchange, Path repositories) throws IOException {
    ProcessBuilder backend = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = backend.environment();
    environment.put("GIT_PROJECT_ROOT", repositories.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    String query = exchange.getRequestURI().getRawQuery();
    environment.put("QUERY_STRING", query == null ? "" : query);
    pass(exchange, "Content-Type", environment, "CONTENT_TYPE");
    pass(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
    pass(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
    byte[] body = exchange.getRequestBody().readAllBytes();
    environment.put("CONTENT_LENGTH", Integer.toString(body.length));
    Process process = backend.start();
    try (var input = process.getOutputStream()) {
      input.write(body);
    }
    InputStream output = process.getInputStream();
    int status = 200;
    for (String line = line(output); !line.isEmpty(); line = line(output)) {
      String[] header = line.split(": ", 2);
      if (header[0].equals("Status")) {
        status = Integer.parseInt(header[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().set(header[0], header[1]);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    try (exchange) {
      output.transferTo(exchange.getResponseBody());
    }
  }

  private static void pass(
      HttpExchange exchange, String header, Map<String, String> environment, String variable) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      environment.put(variable, value);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  private static GitServer ssh(Path repositories, Path folder) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair hostKey = generator.generateKeyPair();
    KeyPair clientKey = generator.generateKeyPair();
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((_, key, _) -> key.equals(clientKey.getPublic()));
    server.setCommandFactory((_, command) -> new Upload(command, repositories));
    server.start();
    Path identity = folder.resolve("id");
    try (var out = Files.newOutputStream(identity)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(clientKey, "deployer", null, out);
    }
    Path knownHosts = folder.resolve("known_hosts");
    Files.writeString(
        knownHosts,
        "[127.0.0.1]:%d %s\n"
            .formatted(server.getPort(), PublicKeyEntry.toString(hostKey.getPublic())));
    return new GitServer(
        "ssh://git@127.0.0.1:" + server.getPort(),
        null,
        identity,
        knownHosts,
        () -> {
          try {
            server.stop(true);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** {@code git-upload-pack '/shop'}. */
  private static final class Upload extends AbstractCommandSupport {
    private final Path repositories;

    Upload(String command, Path repositories) {
      super(command, null);
      this.repositories = repositories;
    }

    @Override
    public void run() {
      String name = getCommand().replaceFirst("^git-upload-pack '/?", "").replaceFirst("'$", "");
      Path directory = repositories.resolve(name);
      try (Repository repository =
          new FileRepositoryBuilder()
              .setGitDir(directory.resolve(".git").toFile())
              .setMustExist(true)
              .build()) {
        new UploadPack(repository).upload(getInputStream(), getOutputStream(), getErrorStream());
        onExit(0);
      } catch (IOException e) {
        onExit(1, String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
