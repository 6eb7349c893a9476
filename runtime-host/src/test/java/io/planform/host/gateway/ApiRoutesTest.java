package io.planform.host.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.api.Authentication;
import io.planform.host.api.Environment;
import io.planform.host.api.PathTemplate;
import io.planform.host.api.ServedApi;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRoutesTest {
  private static final Environment TEST = new Environment("1", "TEST");
  private final ApiRoutes routes = new ApiRoutes();

  private static ServedApi api(String id, Environment environment, String method, String path) {
    boolean prefix = path.endsWith("*");
    return new ServedApi(
        id,
        "Shop",
        environment,
        method,
        PathTemplate.of(prefix ? path.substring(0, path.length() - 1) : path),
        prefix,
        Set.of("http"),
        new Authentication.None(),
        List.of(),
        new ServedApi.FunctionCall(
            FunctionUrn.parse("urn:fss:r:p:function:default:f").orElseThrow(),
            "",
            1000,
            false,
            true));
  }

  @BeforeEach
  void serve() {
    for (String route :
        new String[] {
          "root GET /",
          "users ANY /users",
          "user GET /users/{id}",
          "me GET /users/me",
          "orders GET /users/{id}/orders",
          "below ANY /users/me*",
          "files GET /files/{proxy+}",
          "readme GET /files/readme.md",
          "put PUT /files/readme.md",
          "all ANY /api*",
        }) {
      String[] words = route.split(" ", -1);
      routes.served(api(words[0], Environment.RELEASE, words[1], words[2]));
    }
    routes.served(api("test", TEST, "GET", "/users"));
  }

  private String find(String environment, String method, String path) {
    return routes.find("shop", environment, method, path).map(ServedApi::id).orElse("-");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, root",
    "POST, /, -",
    "DELETE, /users, users",
    "GET, /users/, users",
    "GET, /users/7, user",
    "POST, /users/7, -",
    "GET, /users/me, me",
    "POST, /users/me, below",
    "GET, /users/me/orders, orders",
    "GET, /users/me/orders/1, below",
    "GET, /users/7/orders/1, -",
    "GET, /users//orders, -",
    "GET, /files, -",
    "GET, /files/a, files",
    "GET, /files/a/b%20c/d, files",
    "GET, /files/readme.md, readme",
    "GET, /files/readme.md/x, files",
    "POST, /files/readme.md, -",
    "GET, /api/x/y, all",
    "GET, /apix, -",
    "GET, /users/{}, user",
    "GET, /nothing, -",
  })
  void prefersTheWholePathThenTextThenAParameter(String method, String path, String id) {
    assertEquals(id, find("RELEASE", method, path));
  }

  @Test
  void tellsEnvironmentsApart() {
    assertEquals("test", find("TEST", "GET", "/users"));
    assertEquals("-", find("TEST", "GET", "/"));
    assertEquals("-", find("NONE", "GET", "/users"));
  }

  @Test
  void movesAndRemovesOneApiAlone() {
    routes.served(api("user", Environment.RELEASE, "GET", "/people/{id}"));
    assertEquals("user", find("RELEASE", "GET", "/people/7"));
    assertEquals("-", find("RELEASE", "GET", "/users/7"));
    assertEquals("me", find("RELEASE", "GET", "/users/me"));
    routes.withdrawn("me", Environment.RELEASE.id());
    assertEquals("below", find("RELEASE", "GET", "/users/me"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/users/{id} | /users/a%2Fb | {id=a/b}",
        "/users/{id}/of/{group} | /users/1/of/2 | {id=1, group=2}",
        "/files/{proxy+} | /files/a/b%20c | {proxy=a/b c}",
        "/files | /files/a/b | {=a/b}",
        "/files | /files/ | {}",
        "/ | / | {}",
      })
  void readsParameters(String template, String path, String expected) {
    Map<String, String> found = PathTemplate.of(template).parametersOf(path);
    assertEquals(expected, found.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "users | must begin with /.",
        "/a//b | has a segment \"\" that is neither text of an address nor a parameter like {id}.",
        "/{id}x | has a segment \"{id}x\" that is neither text of an address nor a parameter like {id}.",
        "/{1} | has a segment \"{1}\" that is neither text of an address nor a parameter like {id}.",
        "/{id}/{id} | has two parameters id.",
        "/{all+}/x | has something behind {all+}, which takes all.",
      })
  void refusesPathsThatAreNone(String path, String problem) {
    assertEquals(problem, PathTemplate.problem(path).orElse(""));
  }
}
