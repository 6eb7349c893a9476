package io.planform.host.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Operations;
import io.planform.host.server.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final String LISTED =
      "{\"Effect\":\"Allow\",\"Action\":[\"functiongraph:function:list\"]}";

  /** The guide's third example (section 3.2.2), and a denial beside it. */
  private static final String RESOURCES =
      """
      {"Effect":"Allow","Action":["functiongraph:function:get*","FunctionGraph:Function:invoke"],
       "Resource":["FUNCTIONGRAPH:*:*:function:Default/*"]},
      {"Effect":"Deny","Action":["functiongraph:*:*"],
       "Resource":["FUNCTIONGRAPH:*:*:function:default/secret*"]}
      """;

  private static Policy policy(String... statements) {
    String text =
        "{\"Version\":\"1.1\",\"Statement\":[%s]}".formatted(String.join(",", statements));
    try {
      return Policy.of(Json.read(text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<Resource> function(String path) {
    return Optional.of(new Resource(Resource.FUNCTIONS, "local-1", "account", "function", path));
  }

  @ParameterizedTest
  @CsvSource({
    "functiongraph:function:getConfig, default/f, true",
    "functiongraph:function:invoke, default/f, true",
    "functiongraph:function:delete, default/f, false",
    "functiongraph:function:getConfig, other/f, false",
    "functiongraph:function:getConfig, Other/default/f, false",
    "functiongraph:function:getConfig, default/secret-1, false",
    "functiongraph:function:list, , true",
    "functiongraph:function:getConfig, , false",
  })
  void allowsWhatAStatementNamesAndNoneDenies(String action, String path, boolean allowed) {
    assertEquals(
        allowed,
        Policy.allow(
            List.of(policy(LISTED, RESOURCES)),
            action,
            Optional.ofNullable(path).flatMap(PolicyTest::function)));
  }

  @Test
  void denialsWinInWhicheverPolicyTheyAre() {
    Policy all = policy("{\"Effect\":\"Allow\",\"Action\":[\"functiongraph:*:*\"]}");
    Policy keep = policy("{\"Effect\":\"Deny\",\"Action\":[\"functiongraph:function:delete\"]}");
    for (List<Policy> both : List.of(List.of(all, keep), List.of(keep, all))) {
      assertEquals(false, Policy.allow(both, "functiongraph:function:delete", function("a/b")));
      assertEquals(true, Policy.allow(both, "functiongraph:function:create", Optional.empty()));
    }
    assertEquals(
        false, Policy.allow(List.of(keep), "functiongraph:function:list", Optional.empty()));
    assertEquals(false, Policy.allow(List.of(), "functiongraph:function:list", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Effect\":\"Permit\",\"Action\":[\"functiongraph:function:list\"]}",
        "{\"Effect\":\"Allow\",\"Action\":[]}",
        "{\"Effect\":\"Allow\"}",
        "{\"Effect\":\"Allow\",\"Action\":[7]}",
        "{\"Effect\":\"Allow\",\"Action\":[\"functiongraph:list\"]}",
        "{\"Effect\":\"Allow\",\"Action\":[\"a:b:c\"],\"Resource\":[]}",
        "{\"Effect\":\"Allow\",\"Action\":[\"a:b:c\"],\"Resource\":[\"urn:fss:*:*:function:a:b\"]}",
        "{\"Effect\":\"Allow\",\"Action\":[\"a:b:c\"],\"Condition\":{}}",
        "{\"Effect\":\"Allow\",\"Action\":[\"a:b:c\"],\"NotAction\":[]}",
        "7",
      })
  void refusesWhatItWouldNotHonour(String statement) {
    assertThrows(ApiException.class, () -> policy(statement));
  }

  @Test
  void refusesMoreStatementsThanEight() {
    String[] nine = new String[9];
    Arrays.fill(nine, LISTED);
    assertThrows(ApiException.class, () -> policy(nine));
  }

  @Test
  void everyOperationOfTheServiceHasAnAction() {
    List<String> without =
        Operations.complete(List.of()).stream()
            .map(Route::operation)
            .filter(operation -> Actions.of(operation).isEmpty())
            .toList();
    assertTrue(without.isEmpty(), without::toString);
  }
}
