package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionerTest {
  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void commands() {
    shell =
        new ShellFixture(
            directory,
            Map.of("PATH", System.getenv("PATH")),
            List.of(
                ApplyCommand.apply(),
                ApplyCommand.destroy(),
                new PlanCommand(),
                new ValidateCommand()));
  }

  private void manifest(String provisioners) throws IOException {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        variable "secret" {
          default   = "hunter2"
          sensitive = true
        }
        resource "terraform_data" "a" {
          input = "hello"
        %s
        }
        """
            .formatted(provisioners));
  }

  private String log() throws IOException {
    Path log = directory.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Test
  void runAtCreationAndAtDestructionAndOnlyThen() throws Exception {
    manifest(
        """
          provisioner "local-exec" {
            command     = "echo $WORD ${self.input}; echo created >> log"
            environment = { WORD = "said" }
          }
          provisioner "local-exec" {
            when    = destroy
            command = "echo destroyed ${self.output} >> log"
          }
        """);
    assertEquals(0, shell.run("apply", "-auto-approve"), () -> shell.err());
    assertTrue(shell.out().contains("terraform_data.a (local-exec): said hello"), shell.out());
    assertEquals(0, shell.run("apply", "-auto-approve"), () -> shell.err());
    assertEquals("created\n", log());
    assertEquals(0, shell.run("destroy", "-auto-approve"), () -> shell.err());
    assertEquals("created\ndestroyed hello\n", log());
  }

  @Test
  void aFailureLeavesTheObjectTainted() throws Exception {
    manifest("provisioner \"local-exec\" {\n command = \"exit 3\"\n}");
    assertEquals(1, shell.run("apply", "-auto-approve"));
    assertTrue(shell.err().contains("exit status 3"), shell.err());
    assertTrue(shell.err().contains("main.tf:7"), shell.err());
    manifest("provisioner \"local-exec\" {\n command = \"echo again >> log\"\n}");
    assertEquals(0, shell.run("plan"), () -> shell.err());
    assertTrue(shell.out().contains("is tainted, so must be replaced"), shell.out());
    assertEquals(0, shell.run("apply", "-auto-approve"), () -> shell.err());
    assertEquals("again\n", log());
    assertEquals(0, shell.run("plan"), () -> shell.err());
    assertTrue(shell.out().contains("No changes"), shell.out());
  }

  @Test
  void mayFailWhereItIsSaid() throws Exception {
    manifest(
        """
          provisioner "local-exec" {
            command    = "exit 3"
            on_failure = continue
          }
        """);
    assertEquals(0, shell.run("apply", "-auto-approve"), () -> shell.err());
    assertTrue(shell.err().contains("Warning: local-exec provisioner error"), shell.err());
  }

  @Test
  void aFailureBeforeDestructionKeepsTheObject() throws Exception {
    manifest(
        """
          provisioner "local-exec" {
            when    = destroy
            command = "test -e permitted"
          }
        """);
    assertEquals(0, shell.run("apply", "-auto-approve"), () -> shell.err());
    assertEquals(1, shell.run("destroy", "-auto-approve"));
    Files.createFile(directory.resolve("permitted"));
    assertEquals(0, shell.run("destroy", "-auto-approve"), () -> shell.err());
    assertTrue(shell.out().contains("1 destroyed"), shell.out());
  }

  @Test
  void whatACommandWithSecretsPrintsIsNotShown() throws Exception {
    manifest("provisioner \"local-exec\" {\n command = \"echo ${var.secret}\"\n}");
    assertEquals(0, shell.run("apply", "-auto-approve"), () -> shell.err());
    assertTrue(shell.out().contains("output suppressed"), shell.out());
    assertFalse((shell.out() + shell.err()).contains("hunter2"));
  }

  private void refuses(String provisioner, String why) throws IOException {
    manifest(provisioner);
    assertEquals(1, shell.run("validate"));
    assertTrue(shell.err().contains(why), () -> shell.out() + shell.err());
    assertTrue(shell.err().contains("main.tf:"), () -> shell.out() + shell.err());
  }

  @Test
  void mistakesAreToldByValidate() throws Exception {
    refuses("provisioner \"local-exe\" {\n command = \"true\"\n}", "did you mean local-exec?");
    refuses("provisioner \"local-exec\" {\n comand = \"true\"\n}", "\"comand\"");
    refuses("provisioner \"remote-exec\" {\n inline = [\"true\"]\n}", "Missing connection");
    refuses(
        "provisioner \"local-exec\" {\n when = destroy\n command = var.secret\n}",
        "Invalid reference from destroy provisioner");
    refuses(
        "provisioner \"local-exec\" {\n when = \"later\"\n command = \"true\"\n}",
        "Invalid \"when\" keyword");
    refuses("provisioner {\n command = \"true\"\n}", "Missing type for provisioner");
  }
}
