package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies: the API, and what functions find of them. */
class DependencyApiTest {
  private static final String VERSIONS = "/fgs/dependencies/version";

  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void versionsAreNumberedAndShown() {
    JsonNode first = create("layer", "a.js", "1");
    JsonNode second = create("layer", "a.js", "2");
    assertEquals(1, first.path("version").asInt());
    assertEquals(2, second.path("version").asInt());
    String dependency = first.path("dep_id").asText();
    assertEquals(dependency, second.path("dep_id").asText());

    JsonNode shown = host.get("/fgs/dependencies/" + dependency + "/version/1").json();
    assertEquals(first.path("id"), shown.path("id"));
    assertEquals("layer", shown.path("name").asText());
    assertTrue(shown.path("size").isIntegralNumber());
    assertTrue(shown.path("last_modified").isIntegralNumber());

    JsonNode versions = host.get("/fgs/dependencies/" + dependency + "/version").json();
    assertEquals(List.of(2, 1), numbers(versions));
    assertEquals(2, versions.path("count").asInt());
    JsonNode page =
        host.get("/fgs/dependencies/" + dependency + "/version?maxitems=1&marker=1").json();
    assertEquals(List.of(1), numbers(page));
    assertEquals(0, page.path("next_marker").asInt());
  }

  @Test
  void numbersOfDeletedVersionsAreNotUsedAgain() {
    String dependency = create("layer", "a.js", "1").path("dep_id").asText();
    create("layer", "a.js", "2");
    assertEquals(
        204, host.call("DELETE", "/fgs/dependencies/" + dependency + "/version/2", "").status());
    assertEquals(3, create("layer", "a.js", "3").path("version").asInt());
    TestHost.Answer gone = host.get("/fgs/dependencies/" + dependency + "/version/2");
    assertEquals(404, gone.status());
    assertEquals("FSS.1052", gone.code());
  }

  @Test
  void theLastVersionTakesItsDependencyWithIt() {
    String dependency = create("layer", "a.js", "1").path("dep_id").asText();
    host.call("DELETE", "/fgs/dependencies/" + dependency + "/version/1", "");
    TestHost.Answer gone = host.get("/fgs/dependencies/" + dependency + "/version");
    assertEquals(404, gone.status());
    assertEquals("FSS.1056", gone.code());
    assertEquals(0, host.get("/fgs/dependencies").json().path("count").asInt());
  }

  @Test
  void listsAreFilteredAndPaged() {
    for (int i = 0; i < 3; i++) {
      create("layer" + i, "a.js", "" + i);
    }
    JsonNode page = host.get("/fgs/dependencies?maxitems=2").json();
    assertEquals(List.of("layer0", "layer1"), page.findValuesAsText("name"));
    assertEquals(2, page.path("next_marker").asInt());
    assertEquals(3, page.path("count").asInt());
    JsonNode last = host.get("/fgs/dependencies?maxitems=2&marker=2").json();
    assertEquals(List.of("layer2"), last.findValuesAsText("name"));
    assertEquals(0, last.path("next_marker").asInt());

    assertEquals(List.of("layer1"), names("name=layer1"));
    assertEquals(List.of(), names("runtime=Python3.10"));
    assertEquals(3, names("dependency_type=private&runtime=Node.js18.15").size());
  }

  @Test
  void thereAreNoPublicOnes() {
    create("layer", "a.js", "1");
    assertEquals(List.of(), names("dependency_type=public"));
    assertEquals(List.of(), names("ispublic=true"));
    assertEquals(List.of("layer"), names("ispublic=false"));
    assertEquals("FSS.1001", host.get("/fgs/dependencies?ispublic=maybe").code());
  }

  @Test
  void olderClientsNeedNoVersions() {
    JsonNode made = host.call("POST", "/fgs/dependencies", body("layer", "a.js", "1")).json();
    String path = "/fgs/dependencies/" + made.path("id").asText();
    assertEquals(made, host.get(path).json());
    assertEquals(
        "FSS.1065", host.call("POST", "/fgs/dependencies", body("layer", "a.js", "1")).code());

    JsonNode described = host.call("PUT", path, body("other", "a.js", "1")).json();
    assertEquals("other", described.path("name").asText());
    assertEquals(1, described.path("version").asInt());
    JsonNode changed = host.call("PUT", path, body("other", "a.js", "2")).json();
    assertEquals(2, changed.path("version").asInt());
    assertEquals(made.path("id"), changed.path("id"));

    assertEquals(204, host.call("DELETE", path, "").status());
    assertEquals(404, host.get(path).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"depend_type\":\"obs\",\"depend_link\":\"https://b.obs/x.zip\"} | FSS.1010",
        "{\"depend_link\":\"https://b.obs/x.zip\"}                        | FSS.1032",
        "{\"depend_type\":\"tar\"}                                         | FSS.1032",
        "{\"depend_file\":\"\"}                                            | FSS.1024",
        "{\"depend_file\":\"a b\"}                                         | FSS.1011",
        "{\"depend_file\":\"bm8gemlw\"}                                    | FSS.1011",
        "{\"name\":\"1layer\"}                                             | FSS.1024",
        "{\"runtime\":\"Cobol\"}                                           | FSS.1005",
        "{\"extra\":1}                                                     | FSS.0400",
      })
  void refusesAndStoresNothing(String change, String code) throws Exception {
    ObjectNode body = (ObjectNode) Json.read(body("layer", "a.js", "1"));
    body.setAll((ObjectNode) Json.read(change.strip()));
    assertEquals(code, host.call("POST", VERSIONS, body.toString()).code());
    assertEquals(List.of(), names(""));
    assertEquals(0, stored());
  }

  @Test
  void refusesNamesThatEndInATildeAlsoWhereAFunctionHasTheSameArchive() {
    host.create("hello");
    String zip = TestHost.zip("a.js~", "1");
    host.call(
        "PUT",
        "/fgs/functions/default:hello/code",
        "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}".formatted(zip));
    TestHost.Answer refused = host.call("POST", VERSIONS, body("layer", "a.js~", "1"));
    assertEquals("FSS.1011", refused.code(), refused.text());
    assertTrue(refused.text().contains("ends in ~"), refused.text());
  }

  @Test
  void functionsFindTheirDependenciesAmongTheirCode() throws Exception {
    String node = create("node", "node_modules/left/index.js", "left").path("id").asText();
    String shadowed = create("shadowed", "index.js", "not this").path("id").asText();
    host.create("hello");
    JsonNode updated = attach("hello", node, shadowed);
    assertEquals(2, updated.path("depend_version_list").size());
    JsonNode shown = host.get("/fgs/functions/default:hello/config").json();
    assertEquals(node, shown.path("depend_version_list").path(0).asText());
    assertEquals("node", shown.path("dependencies").path(0).path("name").asText());

    Path code = invoked("hello");
    assertEquals("left", Files.readString(code.resolve("node_modules/left/index.js")));
    assertEquals("exports.handler = e => e;", Files.readString(code.resolve("index.js")));
  }

  @Test
  void aFunctionIsCreatedWithDependenciesAndKeepsThemWhenItsCodeChanges() throws Exception {
    String layer = create("layer", "lib.js", "lib").path("id").asText();
    String body =
        TestHost.function("hello", "Node.js18.15", "index.handler")
            .replaceFirst("\\{", "{\"depend_version_list\":[\"" + layer + "\"],");
    assertEquals(200, host.call("POST", "/fgs/functions", body).status());
    host.call(
        "PUT",
        "/fgs/functions/default:hello/code",
        "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}"
            .formatted(TestHost.zip("index.js", "two")));
    Path code = invoked("hello");
    assertEquals("lib", Files.readString(code.resolve("lib.js")));
    assertEquals("two", Files.readString(code.resolve("index.js")));

    attach("hello");
    assertFalse(Files.exists(invoked("hello").resolve("lib.js")));
  }

  @Test
  void whatFunctionsHaveIsNotDeleted() {
    JsonNode made = create("layer", "lib.js", "lib");
    String dependency = made.path("dep_id").asText();
    host.create("hello");
    attach("hello", made.path("id").asText());
    host.call("POST", "/fgs/functions/default:hello/versions", "{\"version\":\"v1\"}");
    attach("hello");

    TestHost.Answer refused =
        host.call("DELETE", "/fgs/dependencies/" + dependency + "/version/1", "");
    assertEquals(412, refused.status());
    assertEquals("FSS.1033", refused.code());
    assertTrue(refused.text().contains("hello:v1"), refused.text());
    assertEquals("FSS.1033", host.call("DELETE", "/fgs/dependencies/" + dependency, "").code());

    host.call("DELETE", "/fgs/functions/default:hello", "");
    assertEquals(204, host.call("DELETE", "/fgs/dependencies/" + dependency, "").status());
    assertEquals(0, stored());
  }

  @Test
  void aFunctionHasAtMostTwentyAndEachOnce() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      ids.add(create("layer" + i, "a" + i + ".js", "1").path("id").asText());
    }
    host.create("hello");
    assertEquals(
        20, attach("hello", ids.subList(0, 20).toArray(String[]::new)).path("dependencies").size());
    assertEquals(
        "FSS.1045", attach("hello", ids.toArray(String[]::new)).path("error_code").asText());
    assertEquals(
        "FSS.1024", attach("hello", ids.getFirst(), ids.getFirst()).path("error_code").asText());
    assertEquals("FSS.1056", attach("hello", "no-such-id").path("error_code").asText());
  }

  @Test
  void theyOutliveTheHost() throws Exception {
    String layer = create("layer", "lib.js", "lib").path("id").asText();
    host.create("hello");
    attach("hello", layer);
    invoked("hello");
    host.close();
    host = new TestHost(home);
    assertEquals("lib", Files.readString(invoked("hello").resolve("lib.js")));
  }

  private JsonNode create(String name, String file, String content) {
    TestHost.Answer answer = host.call("POST", VERSIONS, body(name, file, content));
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private static String body(String name, String file, String content) {
    return """
        {"name":"%s","runtime":"Node.js18.15","depend_type":"zip","depend_file":"%s"}
        """
        .formatted(name, TestHost.zip(file, content));
  }

  private JsonNode attach(String function, String... ids) {
    String list = ids.length == 0 ? "" : "\"" + String.join("\",\"", ids) + "\"";
    return host.call(
            "PUT",
            "/fgs/functions/default:" + function + "/code",
            "{\"code_type\":\"zip\",\"depend_version_list\":[%s]}".formatted(list))
        .json();
  }

  private Path invoked(String function) {
    TestHost.Answer answer =
        host.call("POST", "/fgs/functions/default:" + function + "/invocations", "{}");
    assertEquals(200, answer.status(), answer.text());
    return host.unpacked(host.invoker.calls.remove().function());
  }

  private List<String> names(String query) {
    return host.get("/fgs/dependencies?" + query).json().findValuesAsText("name");
  }

  private static List<Integer> numbers(JsonNode listing) {
    return listing
        .path("dependencies")
        .valueStream()
        .map(version -> version.path("version").asInt())
        .toList();
  }

  private long stored() {
    try (Stream<Path> archives = Files.list(home.resolve("host/code/archives"))) {
      return archives.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
