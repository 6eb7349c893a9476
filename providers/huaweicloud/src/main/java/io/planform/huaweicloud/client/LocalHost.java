package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runtime host of this machine. Its address and the credentials it generated stand in files of
 * its home directory, which are read when they are first needed: a host may start later, or again
 * on another port.
 */
public final class LocalHost implements Target {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private volatile @Nullable Credentials known;

  /**
   * @param home {@code PLANFORM_HOME}
   */
  public LocalHost(Path home) {
    this.home = home;
  }

  @Override
  public String description() {
    return "local";
  }

  @Override
  public Optional<Credentials> credentials() {
    Credentials credentials = known;
    if (credentials == null) {
      credentials = read(home.resolve("credentials"));
      known = credentials;
    }
    return Optional.ofNullable(credentials);
  }

  @Override
  public Connection connect() {
    Optional<Credentials> credentials = credentials();
    if (credentials.isEmpty()) {
      return new Connection.Unavailable(notRunning("It has not made its credentials yet."));
    }
    Path file = home.resolve("host").resolve("host.json");
    try {
      JsonNode addresses = JSON.readTree(Files.readString(file));
      return new Connection.Open(
          URI.create(addresses.path("api").asText()),
          addresses.path("buckets").isTextual()
              ? URI.create(addresses.path("buckets").asText())
              : null,
          credentials.get());
    } catch (IOException | IllegalArgumentException e) {
      return new Connection.Unavailable(
          notRunning("There is no " + file + " that names its address."));
    }
  }

  /** Also what a refused connection means. */
  static Diagnostic notRunning(String detail) {
    return Diagnostic.error("The local runtime host is not running", detail)
        .withHint("planform host up");
  }

  private static @Nullable Credentials read(Path file) {
    Map<String, String> values = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    } catch (IOException e) {
      return null;
    }
    String accessKey = values.get("HW_ACCESS_KEY");
    String secretKey = values.get("HW_SECRET_KEY");
    String project = values.get("HW_PROJECT_ID");
    String region = values.get("HW_REGION_NAME");
    return accessKey == null || secretKey == null || project == null || region == null
        ? null
        : new Credentials(accessKey, secretKey, null, project, region);
  }
}
