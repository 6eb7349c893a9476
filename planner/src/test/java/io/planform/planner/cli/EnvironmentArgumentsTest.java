package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentArgumentsTest {
  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void standBehindTheCommandAndBeforeWhatWasTyped() {
    Map<String, String> environment =
        Map.of(
            "TF_CLI_ARGS", "-no-color", "TF_CLI_ARGS_state_list", "-mine", "TF_CLI_ARGS_x", "-y");

    assertEquals(
        List.of("-chdir=d", "state", "list", "-mine", "-no-color", "-typed"),
        new EnvironmentArguments(environment, diagnostics)
            .addTo(List.of("-chdir=d", "state", "list", "-typed"), 3, List.of("state", "list")));
  }

  @Test
  void namesWithDashesHaveUnderscoresInTheEnvironment() {
    assertEquals(
        List.of("force-unlock", "-force"),
        new EnvironmentArguments(Map.of("TF_CLI_ARGS_force_unlock", "--force"), diagnostics)
            .addTo(List.of("force-unlock"), 1, List.of("force-unlock")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`  -a   -b=1 ` | -a,-b=1",
        "-var='x=a b'   | -var=x=a b",
        "\"a \\\" b\" c | a \" b,c",
        "a\\ b          | a b",
        "''             | ``",
      })
  void areSplitAsAShellDoes(String line, String words) {
    List<String> split = EnvironmentArguments.words(line);

    assertNotNull(split);
    assertEquals(words, String.join(",", split));
  }

  @Test
  void anUnclosedQuoteIsRefusedByName() {
    new EnvironmentArguments(Map.of("TF_CLI_ARGS", "-var='x"), diagnostics)
        .addTo(List.of("plan"), 1, List.of("plan"));

    assertTrue(diagnostics.toList().getFirst().summary().contains("TF_CLI_ARGS"));
  }
}
