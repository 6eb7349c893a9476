package io.planform.huaweicloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.planform.huaweicloud.client.Credentials;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final Path HOME = Path.of("/nowhere");
  private static final Map<String, String> VARIABLES =
      Map.of(
          "HW_ACCESS_KEY", "AK",
          "HW_SECRET_KEY", "SK",
          "HW_PROJECT_ID", "p1",
          "HW_REGION_NAME", "eu-west-101",
          "HW_CLOUD", "myhuaweicloud.com");

  @Test
  void isTheLocalHostWhateverTheEnvironmentSays() {
    assertEquals("local", target(Map.of()));
    assertEquals("local", target(Map.of("region", Value.of("cn-north-4"))));
    assertEquals("local", target(Map.of("cloud", Value.of("false"))));
  }

  @Test
  void isACloudThatTheBlockNames() {
    assertEquals(
        "https://functiongraph.eu-west-101.myhuaweicloud.com",
        target(Map.of("cloud", Value.of("true"))));
    assertEquals(
        "https://functiongraph.eu-west-101.myhuaweicloud.eu",
        target(Map.of("cloud", Value.of("myhuaweicloud.eu"))));
  }

  @Test
  void isAnEndpointThatTheBlockNames() {
    assertEquals("http://127.0.0.1:9", target(endpoints("http://127.0.0.1:9/")));
    assertEquals("https://fgs.example", target(endpoints("fgs.example")));
  }

  @Test
  void needsToKnowWhoCallsACloud() {
    Map<String, Value> block = Map.of("cloud", Value.of("true"), "region", Value.of("r"));
    assertEquals(List.of("access_key", "secret_key", "project_id"), faults(block, Map.of()));
  }

  @Test
  void refusesEndpointsWithoutFunctionGraph() {
    Map<String, Value> block =
        Map.of("endpoints", new Value.MapOf(Type.STRING, Map.of("iam", Value.of("http://x.y"))));
    assertEquals(List.of("endpoints"), faults(block, VARIABLES));
    assertEquals(List.of("endpoints"), faults(endpoints("http:// x"), VARIABLES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "password", "profile", "agency_name"})
  void refusesForACloudWhatItWouldIgnore(String name) {
    Map<String, Value> block = new HashMap<>(endpoints("http://127.0.0.1:1"));
    block.put(name, Value.of("x"));
    assertEquals(List.of(name), faults(block, VARIABLES));
    assertEquals("local", target(Map.of(name, Value.of("x"))));
  }

  @Test
  void refusesTagsForEverything() {
    Value tags = new Value.MapOf(Type.STRING, Map.of("team", Value.of("x")));
    assertEquals(List.of("default_tags"), faults(Map.of("default_tags", tags), Map.of()));
  }

  @Test
  void acceptsWhatChangesNothing() {
    assertEquals(
        "local",
        target(
            Map.of(
                "auth_url", Value.of("http://127.0.0.1:7400/v3"),
                "domain_id", Value.of("d"),
                "insecure", Value.of(false),
                "skip_check_upgrade", Value.of(true))));
  }

  @Test
  void secretKeysAreNotShown() {
    assertFalse(
        new Credentials("AK", "SK", "TOKEN", "p1", "r").toString().matches(".*(SK|TOKEN).*"));
  }

  private static Map<String, Value> endpoints(String url) {
    return Map.of("endpoints", new Value.MapOf(Type.STRING, Map.of("fgs", Value.of(url))));
  }

  private static String target(Map<String, Value> block) {
    try (ProviderSession session = LocalSession.open(HOME, block, VARIABLES)) {
      return session.target();
    }
  }

  private static List<String> faults(Map<String, Value> block, Map<String, String> variables) {
    Diagnostics diagnostics = new Diagnostics();
    assertNull(
        new HuaweicloudProvider()
            .configure(
                LocalSession.filled(ProviderBlock.SCHEMA, new HashMap<>(block)),
                new Environment(variables, HOME, HOME),
                diagnostics));
    return diagnostics.toList().stream().map(Diagnostic::path).map(ValuePath::toString).toList();
  }
}
