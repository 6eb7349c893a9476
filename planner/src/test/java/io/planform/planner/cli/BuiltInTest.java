package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.planform.planner.cli.project.BuiltIn;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.value.Value;
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
  void looksForAStateWithoutMakingOne() {
    Diagnostics diagnostics = new Diagnostics();
    Environment environment = new Environment(Map.of(), module, module);
    assertNull(new BuiltIn().outputs(null, "default", environment, diagnostics));
    assertEquals(List.of(), diagnostics.toList());
    assertFalse(Files.exists(module.resolve(".planform")));
  }
}
