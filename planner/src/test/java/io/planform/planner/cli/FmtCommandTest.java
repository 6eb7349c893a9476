package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FmtCommandTest {
  private static final String UGLY = "a=1\n";
  private static final String NEAT = "a = 1\n";

  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void files() throws IOException {
    shell = new ShellFixture(directory, Map.of(), List.of(new FmtCommand()));
    Files.createDirectories(directory.resolve("below/.hidden"));
    for (String file :
        List.of(
            "main.tf",
            "x.tfvars",
            "y.tftest.hcl",
            "z.planform.hcl",
            "other.hcl",
            "m.planform.yaml",
            ".hidden.tf",
            "backup.tf~",
            "below/main.tf",
            "below/.hidden/main.tf")) {
      Files.writeString(directory.resolve(file), UGLY);
    }
    Files.writeString(directory.resolve("neat.tf"), NEAT);
  }

  @Test
  void laysOutTheFilesOfADirectoryAndListsThem() throws IOException {
    assertEquals(ExitCode.DONE, shell.run("fmt"));
    assertEquals("main.tf\nx.tfvars\ny.tftest.hcl\nz.planform.hcl\n", shell.out());
    assertEquals(
        List.of("main.tf", "neat.tf", "x.tfvars", "y.tftest.hcl", "z.planform.hcl"), neat());
    assertEquals(ExitCode.DONE, shell.run("fmt"));
    assertEquals("", shell.out());
  }

  @Test
  void laysOutDirectoriesBelowIfAsked() throws IOException {
    assertEquals(ExitCode.DONE, shell.run("fmt", "-recursive", "-list=false"));
    assertEquals("", shell.out());
    assertTrue(neat().contains("below/main.tf"), neat().toString());
    assertTrue(!neat().contains("below/.hidden/main.tf"), neat().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "-check,                          3, 'below/main.tf\n'",
    "-check -list=false,              3, ''",
    "-write=false,                    0, 'below/main.tf\n'",
    "-write=false -list=false,        0, 'a = 1\n'",
    "-diff -write=false -list=false,  0, '--- old/below/main.tf\n+++ new/below/main.tf\n@@ -1 +1 @@\n-a=1\n+a = 1\n'",
  })
  void changesNothingWhenOnlyAsked(String flags, int code, String out) throws IOException {
    assertEquals(code, shell.run(("fmt " + flags + " below").split(" ", -1)));
    assertEquals(out, shell.out());
    assertEquals(List.of("neat.tf"), neat());
  }

  @Test
  void checkIsContentWithWhatIsNeat() {
    assertEquals(ExitCode.DONE, shell.run("fmt", "-check", "neat.tf"));
    assertEquals("", shell.out());
  }

  @Test
  void laysOutTheStandardInput() {
    assertEquals(ExitCode.DONE, shell.answering(UGLY, false, "fmt", "-"));
    assertEquals(NEAT, shell.out());
    assertEquals(3, shell.answering(UGLY, false, "fmt", "-check", "-"));
    assertEquals("<stdin>\n", shell.out());
    assertEquals(2, shell.answering("a =", false, "fmt", "-"));
    assertTrue(shell.err().contains("on <stdin>:1:1"), shell.err());
    assertTrue(shell.err().contains("1: a ="), shell.err());
  }

  @Test
  void leavesFilesWithSyntaxErrorsAloneAndGoesOn() throws IOException {
    Files.writeString(directory.resolve("bad.tf"), "a=\nb=1\n");

    assertEquals(2, shell.run("fmt"));
    assertTrue(shell.err().contains("on bad.tf:1:"), shell.err());
    assertEquals("a=\nb=1\n", Files.readString(directory.resolve("bad.tf")));
    assertTrue(neat().contains("main.tf"), neat().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "m.planform.yaml, Not a file that fmt knows",
    "other.hcl,       Not a file that fmt knows",
    "nowhere.tf,      No such file or directory",
    "- main.tf,       Standard input and files"
  })
  void refusesWhatItCannotLayOut(String path, String summary) {
    assertEquals(2, shell.run(("fmt " + path).split(" ", -1)));
    assertTrue(shell.err().contains(summary), shell.err());
  }

  @Test
  void keepsPermissionsAndLinks() throws IOException {
    Path file = directory.resolve("main.tf");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(directory.resolve("link.tf"), Path.of("main.tf"));

    assertEquals(ExitCode.DONE, shell.run("fmt", "link.tf"));
    assertEquals(NEAT, Files.readString(file));
    assertTrue(Files.isSymbolicLink(directory.resolve("link.tf")));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  private List<String> neat() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(FmtCommandTest::isNeat)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean isNeat(Path file) {
    try {
      return Files.readString(file).equals(NEAT);
    } catch (IOException _) {
      return false;
    }
  }
}
