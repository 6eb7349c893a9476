package io.planform.planner.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares with {@code terraform fmt} itself, where it is installed. {@code -Dgoldens=update} takes
 * its results as those of the cases.
 */
class TerraformFmtTest {
  @TempDir Path directory;

  @BeforeAll
  static void needsTerraform() {
    boolean there =
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
    Assumptions.assumeTrue(there, "terraform is not on the PATH: nothing to compare with");
  }

  @Test
  void casesAreWhatTerraformMakes() throws Exception {
    for (FormatCases file : FormatCases.all()) {
      List<String> results =
          terraform(file.cases().stream().map(FormatCases.Case::source).toList());
      List<FormatCases.Case> cases = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        FormatCases.Case one = file.cases().get(i);
        cases.add(new FormatCases.Case(one.name(), one.source(), results.get(i)));
      }
      if ("update".equals(System.getProperty("goldens"))) {
        new FormatCases(file.file(), cases).write();
      } else {
        assertEquals(file.cases(), cases);
      }
    }
  }

  @Test
  void otherWhiteSpaceGivesTheSame() throws Exception {
    List<String> sources = new ArrayList<>();
    for (FormatCases file : FormatCases.all()) {
      for (FormatCases.Case one : file.cases()) {
        sources.add(Respacing.respaced(one.source(), sources.size()));
      }
    }
    List<String> results = terraform(sources);
    for (int i = 0; i < sources.size(); i++) {
      assertEquals(results.get(i), FormatterCasesTest.format(sources.get(i)), sources.get(i));
    }
  }

  private List<String> terraform(List<String> sources) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(directory, "fmt");
    for (int i = 0; i < sources.size(); i++) {
      Files.writeString(folder.resolve("case" + i + ".tf"), sources.get(i));
    }
    ProcessBuilder builder =
        new ProcessBuilder("terraform", "fmt", "-no-color", "-list=false", ".");
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(Map.of("TF_CLI_CONFIG_FILE", "/dev/null", "CHECKPOINT_DISABLE", "1"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    List<String> results = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      results.add(Files.readString(folder.resolve("case" + i + ".tf")));
    }
    return results;
  }
}
