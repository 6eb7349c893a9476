package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Tests of things that live in a folder, and of mocked ones. */
class TestCommandTest {
  private static final String THING =
      """
      variable "name" {
        default = "thing"
      }
      resource "fake_thing" "it" {
        name = var.name
      }
      output "id" {
        value = fake_thing.it.id
      }
      """;

  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void manifest() throws IOException {
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "PLANFORM_HOME", directory.resolve("home").toString());
    shell = new ShellFixture(directory, environment, Main.commands());
    write("main.tf", THING);
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void assertAnswer(int code, String... arguments) {
    assertEquals(code, shell.run(arguments), () -> shell.out() + shell.err());
  }

  @Test
  void whatRunsMakeIsThereForThemAndGoneInTheEnd() throws Exception {
    write(
        "a.tftest.hcl",
        """
        run "makes" {
          assert {
            condition     = fake_thing.it.name == "thing" && output.id != ""
            error_message = "It is made."
          }
        }
        run "finds_it" {
          command = plan
          assert {
            condition     = output.id == run.makes.id
            error_message = "It is the same."
          }
        }
        run "replaces_it" {
          variables {
            name = "other"
          }
          assert {
            condition     = output.id != run.makes.id
            error_message = "It is another one."
          }
        }
        """);

    assertAnswer(ExitCode.DONE, "test");
    assertEquals(List.of(), shell.cloud().names());
    assertFalse(Files.exists(directory.resolve(".planform/state.db")));
  }

  @Test
  void theUsersStateAndObjectsStayAsTheyAre() throws Exception {
    assertAnswer(ExitCode.DONE, "apply", "-auto-approve");
    write("a.tftest.hcl", "run \"other\" {\n  variables {\n    name = \"mine\"\n  }\n}\n");

    assertAnswer(ExitCode.DONE, "test");

    assertEquals(List.of("thing"), shell.cloud().names());
    assertAnswer(ExitCode.DONE, "plan", "-detailed-exitcode");
  }

  @Test
  void mocksMakeNothingAndAnswerTheSameEachTime() throws Exception {
    write(
        "a.tftest.hcl",
        """
        mock_provider "fake" {}
        run "makes_it_up" {
          assert {
            condition     = output.id == "no"
            error_message = output.id
          }
        }
        """);

    assertAnswer(ExitCode.FAILED, "test");
    String first = shell.err();
    assertAnswer(ExitCode.FAILED, "test");

    assertEquals(first, shell.err());
    assertTrue(first.matches("(?s).*\\n[0-9a-z]{8}\\n.*"), first);
    assertEquals(List.of(), shell.cloud().names());
  }

  @Test
  void mocksAreSharedByFilesAndTheNearerOnesWin() throws Exception {
    write(
        "mocks/fake.tfmock.hcl",
        "mock_resource \"fake_thing\" {\n  defaults = { id = \"shared\" }\n}\n");
    write(
        "a.tftest.hcl",
        """
        mock_provider "fake" {
          source          = "./mocks"
          override_during = plan
        }
        run "shared" {
          command = plan
          assert {
            condition     = output.id == "shared"
            error_message = "The file says so."
          }
        }
        run "nearer" {
          override_resource {
            target = fake_thing.it
            values = { id = "nearer" }
          }
          assert {
            condition     = output.id == "nearer"
            error_message = "The run says so."
          }
        }
        """);

    assertAnswer(ExitCode.DONE, "test");
  }

  @Test
  void mockedConfigurationsAreCheckedByTheRealProvider() throws Exception {
    write("main.tf", "resource \"fake_thing\" \"it\" {\n  nam = \"x\"\n}\n");
    write("a.tftest.hcl", "mock_provider \"fake\" {}\nrun \"r\" {\n}\n");

    assertAnswer(ExitCode.FAILED, "test");
    assertTrue(shell.err().contains("Did you mean \"name\"?"), shell.err());
  }

  @Test
  void aSensitiveValueIsNotShownWhereAnAssertionFails() throws Exception {
    write(
        "main.tf",
        """
        variable "secret" {
          sensitive = true
          default   = "hush"
        }
        """);
    write(
        "a.tftest.hcl",
        """
        run "r" {
          command = plan
          assert {
            condition     = var.secret == ""
            error_message = "There is one."
          }
        }
        """);

    assertAnswer(ExitCode.FAILED, "test", "-verbose", "-junit-xml=report.xml");
    String all = shell.out() + shell.err() + Files.readString(directory.resolve("report.xml"));
    assertTrue(all.contains("There is one."), all);
    assertFalse(all.contains("hush"), all);
  }

  @Test
  void theReportCanBeReadAndNamesWhatFailed() throws Exception {
    write(
        "a.tftest.hcl",
        """
        run "fails" {
          command = plan
          assert {
            condition     = var.name == "<&]]>"
            error_message = "Not <&]]>."
          }
        }
        run "errs" {
          command         = plan
          expect_failures = [var.nope]
        }
        run "never" {
        }
        """);

    assertAnswer(ExitCode.FAILED, "test", "-junit-xml=report.xml");

    Document report =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("report.xml").toFile());
    assertEquals(3, report.getElementsByTagName("testcase").getLength());
    assertEquals(
        "1 of 1 assertions failed: Not <&]]>.",
        report
            .getElementsByTagName("failure")
            .item(0)
            .getAttributes()
            .getNamedItem("message")
            .getNodeValue());
    assertTrue(report.getElementsByTagName("error").item(0).getTextContent().contains("var.nope"));
    assertTrue(
        report.getElementsByTagName("skipped").item(0).getTextContent().contains("\"errs\""));
  }

  @Test
  void aFileThatCannotBeReadRunsNothing() throws Exception {
    write("a.tftest.hcl", "run \"r\" {\n  comand = plan\n}\n");

    assertAnswer(ExitCode.ERROR, "test");
    assertEquals("", shell.out());
    assertTrue(shell.err().contains("Did you mean \"command\"?"), shell.err());
    assertAnswer(ExitCode.ERROR, "init");
    assertAnswer(ExitCode.ERROR, "validate");
    assertAnswer(ExitCode.DONE, "validate", "-no-tests");
  }

  @Test
  void laterRunsTakeWhatEarlierOnesAnswered() throws Exception {
    write("names/main.tf", "output \"name\" {\n  value = \"given\"\n}\n");
    write(
        "a.tftest.hcl",
        """
        run "names" {
          module {
            source = "./names"
          }
        }
        run "uses" {
          command = plan
          variables {
            name = run.names.name
          }
          assert {
            condition     = var.name == "given"
            error_message = "It is given."
          }
        }
        """);

    assertAnswer(ExitCode.DONE, "test");
  }

  @Test
  void namesThatMeanNothingAreToldOneByOne() throws Exception {
    write(
        "a.tftest.hcl",
        """
        run "r" {
          command = plan
          assert {
            condition     = output == 1 || run == 1 || run["r"] || var == 1 || module == 1 || data.x
            error_message = "x"
          }
          assert {
            condition     = path.module == 1
            error_message = "y"
          }
        }
        """);

    assertAnswer(ExitCode.FAILED, "test");
    assertEquals(7, shell.err().lines().filter(line -> line.startsWith("Error: ")).count());
    assertTrue(shell.err().contains("Outputs of a run are run.NAME.OUTPUT."), shell.err());
    assertTrue(shell.err().contains("path.module is \".\""), shell.err());
  }
}
