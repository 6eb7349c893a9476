package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code console} as it is used from a pipe. */
class ConsoleTest {
  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void workplace() {
    shell =
        new ShellFixture(
            directory,
            Map.of("HOME", directory.toString(), "PLANFORM_HOME", directory + "/home"),
            Main.commands());
  }

  private int console(String input, String... flags) {
    String[] arguments = new String[flags.length + 1];
    arguments[0] = "console";
    System.arraycopy(flags, 0, arguments, 1, flags.length);
    return shell.answering(input, false, arguments);
  }

  @Test
  void printsTheResultOfEveryLineInAnEmptyDirectory() {
    assertEquals(ExitCode.DONE, console("1 + 1\n\nupper(\"a\")\n"));
    assertEquals("2\n\"A\"\n", shell.out());
  }

  @Test
  void goesOnAfterAnErrorAndFailsInTheEnd() {
    assertEquals(ExitCode.ERROR, console("1 +\n2\n"));
    assertEquals("2\n", shell.out());
    assertTrue(shell.err().contains("on <console>:1:"), shell.err());
  }

  @Test
  void anOpenBracketOrHeredocTakesFurtherLines() {
    assertEquals(ExitCode.DONE, console("[1,\n2]\n<<-EOT\n  a\n   b\n  EOT\n3"));
    assertEquals("[\n  1,\n  2,\n]\n<<EOT\na\n b\n\nEOT\n3\n", shell.out());
  }

  @Test
  void whatIsLeftOpenAtTheEndIsAnError() {
    assertEquals(ExitCode.ERROR, console("[1,\n"));
  }

  @Test
  void exitEndsIt() {
    assertEquals(ExitCode.DONE, console("1\nexit\n2\n"));
    assertEquals("1\n", shell.out());
  }

  @Test
  void seesVariablesLocalsAndResources() throws IOException {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        variable "given" {}
        variable "later" {}
        locals {
          both = "${var.given}-${var.later}"
          one  = "${var.given}!"
        }
        resource "fake_thing" "a" {
          name = "a"
        }
        """);
    int code = console("local.one\nlocal.both\nfake_thing.a.name\n", "-var", "given=x");
    assertEquals(ExitCode.DONE, code, shell.err());
    assertEquals("\"x!\"\n(known after apply)\n(known after apply)\n", shell.out());

    assertEquals(
        ExitCode.DONE, shell.run("apply", "-auto-approve", "-var=given=x", "-var=later=y"));
    assertEquals(ExitCode.DONE, console("fake_thing.a.name\n"));
    assertEquals("\"a\"\n", shell.out());
  }
}
