package io.planform.planner.manifest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.yaml.YamlFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for every file. The seeds are fixed: a failure can be run again. */
class AnyTextTest {
  private static final List<String> HCL =
      List.of(
          "a",
          " b ",
          "\n",
          "\n",
          " = ",
          "1",
          "\"x\"",
          "\"x-1\"",
          "\"\"",
          " { ",
          " }\n",
          "{\n",
          "}\n",
          "[",
          "]",
          "(",
          ")",
          "\"",
          "${",
          "}",
          "<<E\n",
          "E\n",
          "# c\n",
          "/* c\n */",
          "é",
          "x = 1\n",
          "blk \"l\" {\n",
          "locals {\n",
          "resource \"a\" \"b\" {\n",
          "y = f(\n 1)\n",
          "\r\n",
          "data",
          "_q-",
          "z = {\n a = 1\n}\n");

  private static final List<String> YAML =
      List.of(
          "a",
          "resources",
          "locals",
          "functions",
          "code",
          ": ",
          "\n",
          "\n  ",
          "\n    ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\"",
          "'",
          "${",
          "&x ",
          "*x",
          "|\n  ",
          ">-\n  ",
          "#c",
          "1",
          "true",
          "null",
          "\\n",
          "é",
          "😀",
          "%",
          "? ",
          "---\n");

  private static SourceText text(int seed, List<String> pieces) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(25); i >= 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return new SourceText("f", text.toString());
  }

  /** hcl4j and our scanner disagreeing would be thrown. */
  @Test
  void anyHclIsReadOrRefusedWithAPlace() {
    for (int seed = 0; seed < 20_000; seed++) {
      Diagnostics diagnostics = new Diagnostics();
      HclFile.parse(text(seed, HCL), diagnostics);
      assertPlaced(diagnostics, seed);
    }
  }

  @Test
  void anyYamlIsReadOrRefusedWithAPlace() {
    for (int seed = 0; seed < 10_000; seed++) {
      Diagnostics diagnostics = new Diagnostics();
      YamlFile.parse(text(seed, YAML), diagnostics);
      assertPlaced(diagnostics, seed);
    }
  }

  private static void assertPlaced(Diagnostics diagnostics, int seed) {
    for (Diagnostic one : diagnostics.toList()) {
      assertTrue(one.range() != null && !one.summary().isEmpty(), "seed " + seed);
    }
  }
}
