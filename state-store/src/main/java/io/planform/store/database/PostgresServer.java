package io.planform.store.database;

import io.planform.store.StoreException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database on a PostgreSQL server and how to connect to it, read from a connection string of
 * PostgreSQL's own clients: {@code postgres://user:password@host:port/database?sslmode=require} or
 * {@code host=… dbname=…}. What it leaves out comes from the environment ({@code PGHOST} and its
 * kin) and {@code ~/.pgpass}. Never shows a password.
 */
public final class PostgresServer {
  /** PostgreSQL's names of parameters, and the driver's; empty for those that are read here. */
  private static final Map<String, String> PARAMETERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("host", ""),
              Map.entry("port", ""),
              Map.entry("dbname", ""),
              Map.entry("user", "user"),
              Map.entry("password", "password"),
              Map.entry("sslmode", "sslmode"),
              Map.entry("sslcert", "sslcert"),
              Map.entry("sslkey", "sslkey"),
              Map.entry("sslrootcert", "sslrootcert"),
              Map.entry("connect_timeout", "connectTimeout"),
              Map.entry("application_name", "ApplicationName")));

  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PGHOST", "host",
          "PGPORT", "port",
          "PGDATABASE", "dbname",
          "PGUSER", "user",
          "PGPASSWORD", "password",
          "PGSSLMODE", "sslmode",
          "PGSSLCERT", "sslcert",
          "PGSSLKEY", "sslkey",
          "PGSSLROOTCERT", "sslrootcert",
          "PGCONNECT_TIMEOUT", "connect_timeout");

  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^@/?#:]*)(?::(?<password>[^@/?#]*))?@)?"
              + "(?<hosts>[^@/?#]*)(?:/(?<database>[^/?#]*))?(?:\\?(?<query>[^#]*))?");

  /** Names and addresses, those of IPv6 in brackets; or nothing; or a path. */
  private static final Pattern HOSTS =
      Pattern.compile("|/.*|([^:/\\s,]+|\\[[0-9A-Fa-f:.%]+])(,([^:/\\s,]+|\\[[0-9A-Fa-f:.%]+]))*");

  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(\\w+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s'\\\\]|\\\\.)*))\\s*");

  private final Map<String, String> parameters;

  private PostgresServer(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads a connection string.
   *
   * @throws StoreException if it has another form or names a parameter that is not known
   */
  public static PostgresServer parse(String connection, Map<String, String> environment)
      throws StoreException {
    Map<String, String> parameters = new LinkedHashMap<>();
    ENVIRONMENT.forEach(
        (variable, parameter) -> {
          String value = environment.getOrDefault(variable, "");
          if (!value.isEmpty()) {
            parameters.put(parameter, value);
          }
        });
    Matcher url = URL.matcher(connection);
    parameters.putAll(url.matches() ? ofUrl(url) : ofPairs(connection));
    for (String name : parameters.keySet()) {
      if (!PARAMETERS.containsKey(name)) {
        throw new StoreException(
            "The connection string has the parameter %s; known are %s."
                .formatted(name, String.join(", ", PARAMETERS.keySet())));
      }
    }
    String mode = parameters.getOrDefault("sslmode", SSL_MODES.getFirst());
    if (!SSL_MODES.contains(mode)) {
      throw new StoreException(
          "The connection string's sslmode is none of " + String.join(", ", SSL_MODES) + ".");
    }
    String host = parameters.getOrDefault("host", "");
    if (!HOSTS.matcher(host).matches()) {
      throw new StoreException(
          "The connection string names no hosts, or ports that are not numbers.");
    }
    if (host.startsWith("/")) {
      throw new StoreException(
          "The connection string names a Unix socket; name a host that listens on TCP.");
    }
    parameters.putIfAbsent("user", System.getProperty("user.name"));
    parameters.putIfAbsent("dbname", parameters.getOrDefault("user", ""));
    PostgresServer server = new PostgresServer(parameters);
    server.dataSource();
    return server;
  }

  /** Connects on demand; the string's errors that only the driver knows are thrown here. */
  PGSimpleDataSource dataSource() throws StoreException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    String failure = "The connection string cannot be used: ";
    try {
      source.setUrl("jdbc:postgresql://" + hosts() + "/" + encode(get("dbname")));
      source.setConnectTimeout(10);
      source.setSocketTimeout(60);
      source.setTcpKeepAlive(true);
      source.setApplicationName("planform");
      // Named statements live in a session, which behind a pooler is somebody else's next time.
      source.setPrepareThreshold(0);
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        String property = PARAMETERS.getOrDefault(parameter.getKey(), "");
        if (!property.isEmpty()) {
          source.setProperty(property, parameter.getValue());
        }
      }
      return source;
    } catch (NumberFormatException e) {
      throw new StoreException(failure + "a port or timeout in it is not a number.", e);
    } catch (IllegalArgumentException e) {
      throw new StoreException(failure + "its hosts, ports or database have no such form.", e);
    } catch (SQLException e) {
      throw new StoreException(failure + e.getMessage(), e);
    }
  }

  /** Names database and hosts. */
  @Override
  public String toString() {
    return "PostgreSQL database " + get("dbname") + " at " + hosts();
  }

  private String hosts() {
    String[] hosts =
        get("host").isEmpty() ? new String[] {"localhost"} : get("host").split(",", -1);
    String[] ports = get("port").isEmpty() ? new String[] {"5432"} : get("port").split(",", -1);
    return IntStream.range(0, hosts.length)
        .mapToObj(i -> hosts[i] + ":" + ports[Math.min(i, ports.length - 1)])
        .collect(Collectors.joining(","));
  }

  private String get(String parameter) {
    return parameters.getOrDefault(parameter, "");
  }

  private static Map<String, String> ofUrl(Matcher url) throws StoreException {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "user", url.group("user"));
    put(parameters, "password", url.group("password"));
    put(parameters, "dbname", url.group("database"));
    String[] hosts = url.group("hosts").split(",", -1);
    Pattern port = Pattern.compile(":(\\d+)$");
    put(
        parameters,
        "host",
        Arrays.stream(hosts)
            .map(host -> port.matcher(host).replaceFirst(""))
            .collect(Collectors.joining(",")));
    if (Arrays.stream(hosts).anyMatch(host -> port.matcher(host).find())) {
      put(
          parameters,
          "port",
          Arrays.stream(hosts)
              .map(port::matcher)
              .map(found -> found.find() ? found.group(1) : "5432")
              .collect(Collectors.joining(",")));
    }
    String query = url.group("query");
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        put(parameters, parts[0], parts.length == 2 ? parts[1] : "");
      }
    }
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, @Nullable String value)
      throws StoreException {
    if (value == null || value.isEmpty()) {
      return;
    }
    try {
      parameters.put(name, URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new StoreException("The connection string has a % without two hexadecimal digits.", e);
    }
  }

  private static Map<String, String> ofPairs(String connection) throws StoreException {
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(connection);
    int end = 0;
    while (end < connection.length()) {
      if (!pair.find(end) || pair.start() != end) {
        throw new StoreException(
            "The connection string is neither postgres://user@host:port/database nor pairs like"
                + " host=… dbname=….");
      }
      String value = pair.group(2) != null ? pair.group(2) : pair.group(3);
      if (!value.isEmpty()) {
        parameters.put(pair.group(1), value.replaceAll("\\\\(.)", "$1"));
      }
      end = pair.end();
    }
    return parameters;
  }

  private static String encode(String database) {
    return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
