package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.Arguments;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

class CommandLineInterfaceTest {
  @TempDir Path directory;
  private ShellFixture shell;

  /** Prints what it was given. */
  private static final class EchoCommand implements Command {
    @Override
    public CommandSpec spec() {
      CommandSpec spec = CommandSpec.create().name("echo");
      spec.addOption(OptionSpec.builder("-out").type(String.class).build());
      return spec;
    }

    @Override
    public int run(ParseResult arguments, Shell shell) {
      shell.out().println(shell.directory() + " " + arguments.matchedOptionValue("-out", ""));
      return 7;
    }
  }

  @BeforeEach
  void commands() {
    shell = new ShellFixture(directory, Map.of(), List.of(new VersionCommand(), new EchoCommand()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-out=p", "--out=p", "-out p", "--out p"})
  void takesFlagsWithOneDashOrTwo(String typed) {
    int code = shell.run(("echo " + typed).split(" "));

    assertEquals(7, code);
    assertEquals(directory + " p\n", shell.out());
  }

  @Test
  void worksInTheDirectoryOfChdir() throws Exception {
    Path below = Files.createDirectory(directory.resolve("below"));

    shell.run("-chdir=below", "echo");

    assertEquals(below + " \n", shell.out());
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    assertEquals(ExitCode.ERROR, shell.run("-chdir=nowhere", "echo"));
    assertTrue(shell.err().contains("No such directory"), shell.err());
  }

  @ParameterizedTest
  @CsvSource({
    "ecko,       Unknown command ecko,    did you mean echo?",
    "echo -aut=p,Unknown flag -aut,       did you mean -out?",
    "echo --aut, Unknown flag -aut,       did you mean -out?",
    "echo more,  Extra argument more,     'planform echo -help'",
    "echo -out,  Wrong use of,            'planform echo -help'",
    "zzzzzzz,    Unknown command zzzzzzz, 'planform -help'",
  })
  void saysWhatItDoesNotKnowAndWhatIsNear(String typed, String summary, String hint) {
    int code = shell.run(typed.split(" "));

    assertEquals(ExitCode.ERROR, code);
    assertTrue(shell.err().contains("Error: " + summary), shell.err());
    assertTrue(shell.err().contains(hint), shell.err());
    assertEquals("", shell.out());
  }

  @Test
  void helpOfEveryCommandNamesItsFlags() {
    assertEquals(ExitCode.DONE, shell.run("echo", "-help"));
    assertTrue(shell.out().contains("-out"), shell.out());
    assertEquals(ExitCode.DONE, shell.run("-help"));
    assertTrue(shell.out().contains("echo"), shell.out());
  }

  @Test
  void withoutACommandItShowsHelpAndFails() {
    assertEquals(ExitCode.ERROR, shell.run());
    assertTrue(shell.out().contains("Commands:"), shell.out());
  }

  @Test
  void historyNeverHoldsValuesOfVariables() {
    assertEquals(
        "planform apply -var … -var=… -out=p",
        Arguments.withoutValues(List.of("apply", "-var", "k=secret", "-var=k=secret", "-out=p")));
  }
}
