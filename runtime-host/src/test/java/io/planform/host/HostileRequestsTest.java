package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.server.Operations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests of every operation, mangled at random: none makes the host fail, and what is refused has
 * stored nothing. {@code -Dfuzz.requests} sets how many there are, {@code -Dfuzz.seed} which.
 */
class HostileRequestsTest {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 20261121);

  /** What an operation may be sent, to begin with. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("CreateFunction", TestHost.function("new", "Node.js18.15", "index.handler")),
          Map.entry(
              "UpdateFunctionConfig",
              """
              {"func_name":"base","runtime":"Node.js18.15","timeout":30,"handler":"index.other",
               "memory_size":512,"description":"d","user_data":"{\\"A\\":\\"b\\"}",
               "strategy_config":{"concurrency":7,"concurrent_num":1}}
              """),
          Map.entry(
              "UpdateFunctionCode",
              "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"},\"depend_version_list\":[]}"
                  .formatted(TestHost.zip("index.js", "exports.handler = e => 1;"))),
          Map.entry("CreateFunctionVersion", "{\"version\":\"v1\",\"description\":\"d\"}"),
          Map.entry(
              "CreateVersionAlias",
              """
              {"name":"live","version":"latest","additional_version_weights":{"v1":10}}
              """),
          Map.entry(
              "CreateFunctionTrigger",
              """
              {"trigger_type_code":"TIMER","trigger_status":"ACTIVE",
               "event_data":{"name":"t","schedule_type":"Rate","schedule":"3m"}}
              """),
          Map.entry("CreateEvent", "{\"name\":\"e\",\"content\":\"e30=\"}"),
          Map.entry(
              "CreateDependencyVersion",
              "{\"name\":\"d\",\"runtime\":\"Node.js18.15\",\"depend_type\":\"zip\",\"depend_file\":\"%s\"}"
                  .formatted(TestHost.zip("x.js", ""))),
          Map.entry(
              "ImportFunction",
              "{\"func_name\":\"i\",\"file_name\":\"i.zip\",\"file_type\":\"zip\",\"package\":\"default\",\"file_code\":\"%s\"}"
                  .formatted(TestHost.zip("i.yaml", "x: 1"))),
          Map.entry(
              "CreateTags", "{\"action\":\"create\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}"),
          Map.entry("UpdateFunctionMaxInstanceConfig", "{\"max_instance_num\":5}"),
          Map.entry("UpdateFunctionCollectState", "{\"func_urns\":[\"x\"]}"),
          Map.entry("InvokeFunction", "{\"a\":[1,2,{\"b\":null}]}"));

  private static final List<String> PARTS =
      List.of(
          "default:base",
          "..",
          "%2e%2e%2f%2e%2e%2fetc",
          "%00",
          "%ff",
          "urn:fss:x",
          "*",
          "default:base:!live",
          "-1",
          "TIMER",
          "true",
          "a".repeat(3000));

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0.5",
          "99999999999999999999",
          "1e400",
          "\"\"",
          "\"../../etc/passwd\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"%s\"".formatted("ä".repeat(5000)),
          "[]",
          "{}",
          "[[[{}]]]",
          "{\"x\":1}",
          "[null]",
          "[\"x\",\"x\"]");

  private static final List<String> QUERIES =
      List.of(
          "",
          "",
          "maxitems=-1",
          "limit=x",
          "marker=%ff",
          "offset=99999999999",
          "a=1&a=2",
          "%00=%0a");

  @TempDir Path home;
  private TestHost host;
  private SplittableRandom random;

  private record Shape(String operation, String method, String template) {}

  @BeforeEach
  void start() throws Exception {
    host = new TestHost(home);
    random = new SplittableRandom(SEED);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void noRequestMakesTheHostFailAndRefusedOnesStoreNothing() throws Exception {
    List<Shape> shapes = shapes();
    Map<Integer, Integer> statuses = new TreeMap<>();
    host.create("base");
    for (int number = 0; number < REQUESTS; number++) {
      Shape shape = shapes.get(random.nextInt(shapes.size()));
      String body = body(shape);
      String target = path(shape) + query();
      Map<String, Long> before = stored();
      TestHost.Answer answer =
          host.signed(host.host.apiAddress(), shape.method(), target, body, headers());
      String request = "%d of seed %d: %s %s %s".formatted(number, SEED, shape, target, body);
      statuses.merge(answer.status(), 1, Integer::sum);
      assertTrue(answer.status() < 500, () -> request + "\n" + answer.text());
      if (answer.status() >= 400) {
        assertTrue(answer.code().matches("[A-Z]{2,5}\\.\\d{1,4}"), () -> request + answer.text());
        assertEquals(before, stored(), request);
      } else if (!shape.method().equals("GET")
          && host.get("/fgs/functions/default:base/config").status() != 200) {
        host.create("base");
      }
    }
    assertTrue(statuses.keySet().stream().anyMatch(status -> status < 300), statuses::toString);
    if (REQUESTS > 300) {
      System.out.println(statuses);
    }
  }

  private static List<Shape> shapes() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Operations.class.getResourceAsStream("operations.tsv"))) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return table
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(columns -> columns.length == 3)
          .map(columns -> new Shape(columns[0], columns[1], columns[2]))
          .toList();
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Each second parameter is one that makes sense. */
  private String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    for (String segment : shape.template().substring(1).split("/", -1)) {
      String text = segment;
      if (segment.equals("{project_id}")) {
        text = random.nextInt(20) == 0 ? any(PARTS) : host.credentials().project();
      } else if (segment.startsWith("{")) {
        text = random.nextBoolean() ? PARTS.getFirst() : any(PARTS);
      }
      path.append('/').append(text);
    }
    return path.toString();
  }

  private String query() {
    String query = any(QUERIES);
    return query.isEmpty() ? "" : "?" + query;
  }

  private Map<String, String> headers() {
    return switch (random.nextInt(6)) {
      case 0 -> Map.of("X-Cff-Instance-Memory", any(List.of("x", "-1", "512", "")));
      case 1 -> Map.of("Cookie", any(List.of(";;=", "a=b; a", "=", "a=\"")));
      case 2 -> Map.of("X-Cff-Log-Type", "tail", "X-Cff-Request-Version", any(List.of("v1", "v9")));
      default -> Map.of();
    };
  }

  private String body(Shape shape) throws JsonProcessingException {
    if (shape.method().equals("GET")) {
      return "";
    }
    String whole = BODIES.getOrDefault(shape.operation(), "{\"a\":1}");
    return switch (random.nextInt(8)) {
      case 0 -> whole.substring(0, random.nextInt(whole.length()));
      case 1 -> mangled(whole);
      case 2 -> "[".repeat(5000);
      case 3 -> any(VALUES);
      case 4 -> whole;
      default -> changed(whole);
    };
  }

  private String mangled(String text) {
    int at = random.nextInt(text.length());
    return text.substring(0, at) + (char) random.nextInt(0xd800) + text.substring(at + 1);
  }

  /** With other values in the place of some. */
  private String changed(String text) throws JsonProcessingException {
    ObjectNode object = (ObjectNode) Json.read(text.getBytes(StandardCharsets.UTF_8));
    List<String> names = names(object);
    for (int i = 0; i <= random.nextInt(2); i++) {
      String name = any(names);
      if (random.nextInt(4) == 0) {
        object.remove(name);
      } else if (object.get(name) instanceof ObjectNode inner
          && !inner.isEmpty()
          && random.nextBoolean()) {
        put(inner, any(names(inner)));
      } else {
        put(object, name);
      }
    }
    if (random.nextInt(6) == 0) {
      put(object, "no_such_field");
    }
    return object.toString();
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void put(ObjectNode object, String name) throws JsonProcessingException {
    String value = any(VALUES);
    JsonNode node = Json.read(value.getBytes(StandardCharsets.UTF_8));
    object.set(name, node);
  }

  /** How much there is: rows by table, and files. */
  private Map<String, Long> stored() throws SQLException, IOException {
    Map<String, Long> stored = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("host/host.db"));
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
          stored.put(table, count.getLong(1));
        }
      }
    }
    for (String folder : List.of("code/archives", "code/unpacked")) {
      try (Stream<Path> files = Files.list(home.resolve("host").resolve(folder))) {
        stored.put(folder, files.count());
      }
    }
    return stored;
  }
}
