package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/coverage.md} is what the tests do. The build fails on an operation that one client
 * drives and the other does not, and on one that is in no client's reach and not tested otherwise.
 */
class CoverageTest {
  private static final Path TABLE = Path.of("../docs/coverage.md");
  private static final String HEAD =
      """
      # Which client drives which operation

      The official SDKs call every operation that is built against the host, and the answers are held
      to the types of their models. Those that are not built answer `FSS.0406` with the operation's
      name, which is tested for each of them. No field of their models is ignored: one of a wrong type is
      refused by its name (`ArgumentsTest`). The calls of the huaweicloud Terraform provider are made
      again as it makes them, in its order and with the strictness of Go.

      This page is made by the tests (`CoverageTest`, `-Dgoldens=update`) from what they call; the build
      fails where it is not true.

      | operation | Java SDK | Node.js SDK | Terraform provider |
      |---|---|---|---|
      """;

  @Test
  void theTableIsTrue() throws IOException {
    String table = table(Coverage.read());
    if (System.getProperty("goldens", "").equals("update")) {
      Files.writeString(TABLE, table);
    }
    assertEquals(Files.readString(TABLE), table);
  }

  @Test
  void bothSdksDriveWhatIsBuilt() {
    Coverage coverage = Coverage.read();
    List<String> gaps = new ArrayList<>();
    for (SdkOperation operation : SdkOperation.all()) {
      boolean byJava = coverage.java().containsKey(operation.name());
      boolean byNode = coverage.node().containsKey(operation.name());
      if (byJava != byNode) {
        gaps.add(operation.name() + " is driven by one SDK only");
      }
    }
    for (SdkOperation operation : ProviderCalls.BESIDE_THE_SDK) {
      if (!coverage.go().containsKey(operation.name())) {
        gaps.add(operation.name() + " is not called as the Terraform provider does");
      }
    }
    assertEquals(List.of(), gaps);
  }

  private static String table(Coverage coverage) {
    StringBuilder table = new StringBuilder(HEAD);
    Stream.concat(SdkOperation.all().stream(), ProviderCalls.BESIDE_THE_SDK.stream())
        .sorted(Comparator.comparing(SdkOperation::name))
        .forEach(
            operation -> {
              String name = operation.name();
              String go = tests(coverage.go(), name);
              boolean inSdk = !ProviderCalls.BESIDE_THE_SDK.contains(operation);
              String row =
                  !inSdk || coverage.isBuilt(name)
                      ? "| `%s` | %s | %s | %s |%n"
                          .formatted(
                              name,
                              inSdk ? tests(coverage.java(), name) : "–",
                              inSdk ? tests(coverage.node(), name) : "–",
                              go)
                      : "| `%s` | not built | not built | %s |%n".formatted(name, go);
              table.append(row);
            });
    return table.toString();
  }

  private static String tests(Map<String, Set<String>> tests, String operation) {
    return tests.containsKey(operation) ? String.join(", ", tests.get(operation)) : "";
  }
}
