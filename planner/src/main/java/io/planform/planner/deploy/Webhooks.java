package io.planform.planner.deploy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code POST /hooks/REPOSITORY} from GitHub, GitLab and Gitea. What they say is not
 * believed, only that something happened: the branch itself is looked at then.
 */
public final class Webhooks implements AutoCloseable {
  private static final String PATH = "/hooks/";

  /** The largest that GitHub sends. */
  private static final long MOST_BYTES = 25L << 20;

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> secrets;
  private final Consumer<String> wake;

  private Webhooks(HttpServer server, Map<String, String> secrets, Consumer<String> wake) {
    this.server = server;
    this.secrets = Map.copyOf(secrets);
    this.wake = wake;
  }

  /**
   * @param secrets by name of the repository; others have no hooks
   * @param wake is told the names of repositories in which something happened
   */
  public static Webhooks listen(
      InetSocketAddress address, Map<String, String> secrets, Consumer<String> wake)
      throws IOException {
    Webhooks webhooks = new Webhooks(HttpServer.create(address, 0), secrets, wake);
    webhooks.server.createContext("/", webhooks::answer);
    webhooks.server.setExecutor(webhooks.workers);
    webhooks.server.start();
    return webhooks;
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange), -1);
    }
  }

  private int status(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String repository = path.startsWith(PATH) ? path.substring(PATH.length()) : "";
    String secret = secrets.get(repository);
    if (secret == null) {
      return 404;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    byte[] digest = digest(exchange.getRequestBody(), secret);
    if (digest == null) {
      return 413;
    }
    if (!isGenuine(exchange.getRequestHeaders(), digest, secret)) {
      return 401;
    }
    wake.accept(repository);
    return 202;
  }

  /** Null if there is more than anybody sends. */
  private static byte @Nullable [] digest(InputStream body, String secret) throws IOException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] buffer = new byte[8192];
      long total = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        total += read;
        if (total > MOST_BYTES) {
          return null;
        }
        mac.update(buffer, 0, read);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  /** GitHub and Gitea sign the body, GitLab sends the secret itself. */
  private static boolean isGenuine(Headers headers, byte[] digest, String secret) {
    String expected = HexFormat.of().formatHex(digest);
    String github = headers.getFirst("X-Hub-Signature-256");
    String gitea = headers.getFirst("X-Gitea-Signature");
    String gitlab = headers.getFirst("X-Gitlab-Token");
    if (github != null) {
      return isEqual(github, "sha256=" + expected);
    }
    if (gitea != null) {
      return isEqual(gitea, expected);
    }
    return gitlab != null && isEqual(gitlab, secret);
  }

  /** In a time that does not tell where they differ. */
  private static boolean isEqual(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
