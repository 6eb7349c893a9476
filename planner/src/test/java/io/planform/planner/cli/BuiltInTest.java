package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.planner.cli.project.BuiltIn;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInTest {
  @TempDir Path module;

  private static List<String> faults(String text) {
    Diagnostics diagnostics = new Diagnostics();
    new BuiltIn().variables(text, diagnostics);
    return diagnostics.toList().stream().map(Diagnostic::summary).distinct().toList();
  }

  @Test
  void readsVariables() {
    Diagnostics diagnostics = new Diagnostics();
    assertEquals(
        Map.of("a", Value.of(3), "b", new Value.Tuple(List.of(Value.of("x")))),
        Map.copyOf(
            new BuiltIn().variables("a = 1 + 2\nb = [for v in ([\"x\"]) : v]\n", diagnostics)));
    assertEquals(List.of(), diagnostics.toList());
  }

  @Test
  void variablesHaveNeitherCallsNorReferencesNorBlocks() {
    assertEquals(List.of("Function calls not allowed"), faults("a = file(\"x\")\n"));
    assertEquals(List.of("Function calls not allowed"), faults("a = \"${file(\"x\")}\"\n"));
    assertEquals(List.of("Variables not allowed"), faults("a = var.x\n"));
    assertEquals(List.of("Unexpected block"), faults("a {}\n"));
  }

  @Test
  void readsValuesAsStatesKeepThem() throws IOException {
    JsonMapper json =
        JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    Map<String, Value> stored =
        Map.of(
            "[\"x\", \"string\"]", Value.of("x"),
            "[12345678901234567890.5, \"number\"]",
                new Value.Num(new BigDecimal("12345678901234567890.5")),
            "[[\"a\"], [\"list\", \"string\"]]", Value.ofStrings(List.of("a")),
            "[[1, true], [\"tuple\", [\"number\", \"bool\"]]]",
                new Value.Tuple(List.of(Value.of(1), Value.of(true))),
            "[null, \"string\"]", new Value.Null(Type.STRING));
    for (Map.Entry<String, Value> each : stored.entrySet()) {
      JsonNode pair = json.readTree(each.getKey());
      assertEquals(each.getValue(), new BuiltIn().stored(pair.get(0), pair.get(1)));
    }
  }

  @Test
  void looksForAStateWithoutMakingOne() {
    Diagnostics diagnostics = new Diagnostics();
    Environment environment = new Environment(Map.of(), module, module);
    assertNull(new BuiltIn().outputs(null, "default", environment, diagnostics));
    assertEquals(List.of(), diagnostics.toList());
    assertFalse(Files.exists(module.resolve(".planform")));
  }
}
