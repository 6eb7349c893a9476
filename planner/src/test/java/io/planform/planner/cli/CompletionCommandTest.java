package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.state.StateCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "planform pl,               plan",
    "planform state l,          list",
    "planform plan -refresh-,   -refresh-only",
    "planform -chdir=x plan -t, -target",
  })
  void bashCompletesCommandsAndFlags(String typed, String completed)
      throws IOException, InterruptedException {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "there is no " + bash);
    ShellFixture shell = shell();
    assertEquals(ExitCode.DONE, shell.run("completion", "bash"));
    Path script = Files.writeString(directory.resolve("completion.sh"), shell.out());
    String ask =
        "source "
            + script
            + "; COMP_WORDS=("
            + typed
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_planform 2>/dev/null;"
            + " echo \"${COMPREPLY[*]}\"";
    Process process =
        new ProcessBuilder(bash.toString(), "--norc", "-c", ask).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(completed + "\n", said);
  }

  @Test
  void refusesAnotherShell() {
    ShellFixture shell = shell();
    assertEquals(ExitCode.ERROR, shell.run("completion", "fish"));
    assertTrue(shell.err().contains("Unknown shell fish"), shell.err());
  }

  private ShellFixture shell() {
    return new ShellFixture(
        directory,
        Map.of(),
        List.of(
            new PlanCommand(),
            new StateCommand(),
            new ProvidersCommand(),
            new CompletionCommand()));
  }
}
