package io.planform.utility.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalTest {
  private static final Value QUERY = new Value.MapOf(Type.STRING, Map.of("q", Value.of("ü")));

  @TempDir Path module;

  private Read run(Duration limit, String script) {
    Lifecycle external = new Lifecycle(new ExternalProvider(limit), module);
    Value program = Value.ofStrings(List.of("/bin/sh", "-c", script));
    return external
        .session()
        .readData(
            "external",
            external.configuration(
                Kind.DATA, "external", Map.of("program", program, "query", QUERY)));
  }

  private String fault(String script) {
    Read read = run(Duration.ofMinutes(5), script);
    assertNull(read.state());
    assertEquals(1, read.diagnostics().size());
    return read.diagnostics().getFirst().detail();
  }

  @Test
  void givesTheQueryAndTakesTheResult() {
    Read read = run(Duration.ofMinutes(5), "cat");
    assertEquals(List.of(), read.diagnostics());
    assertEquals(QUERY, read.state().get("result"));
    assertEquals(Value.of("-"), read.state().get("id"));
  }

  @Test
  void aProgramNeedNotReadItsQuery() {
    assertEquals(
        new Value.MapOf(Type.STRING, Map.of("a", Value.of("1"))),
        run(Duration.ofMinutes(5), "echo '{\"a\": \"1\", \"b\": null}'").state().get("result"));
  }

  @Test
  void tellsWhatTheProgramSaid() {
    assertEquals(
        "/bin/sh ended with the code 3.\nno such thing", fault("echo no such thing >&2; exit 3"));
    assertTrue(fault("exit 1").endsWith("It wrote nothing to standard error."));
  }

  @Test
  void refusesOtherResultsThanAnObjectOfTexts() {
    String reason = "/bin/sh must write one JSON object, all of whose values are text.";
    assertEquals(reason, fault("echo '{\"secret\": 1}'"));
    assertEquals(reason, fault("echo hello"));
    assertEquals(reason, fault("true"));
    assertEquals(reason, fault("echo '[]'"));
  }

  @Test
  void endsAProgramThatRunsTooLong() {
    Read read = run(Duration.ofMillis(1), "exec sleep 600");
    assertTrue(read.diagnostics().getFirst().detail().contains("it ran longer than"));
  }

  @Test
  void namesAMissingProgram() {
    Lifecycle external = new Lifecycle(new ExternalProvider(Duration.ofMinutes(5)), module);
    Value program = Value.ofStrings(List.of("/nowhere/program"));
    Map<String, Value> given = Map.of("program", program);
    Read read =
        external
            .session()
            .readData("external", external.configuration(Kind.DATA, "external", given));
    assertTrue(
        read.diagnostics().getFirst().detail().startsWith("/nowhere/program cannot be run."));
    assertEquals(
        List.of("Missing program"),
        external.faults(Kind.DATA, "external", Map.of("program", Value.ofStrings(List.of()))));
  }
}
