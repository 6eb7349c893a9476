package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the example of modules. */
class ModuleTestsTest {
  @TempDir Path temporary;

  private Path workspace;
  private Planform planform;

  @BeforeEach
  void copy() throws Exception {
    workspace = temporary.resolve("modules");
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "modules"), workspace);
    planform = new Planform(temporary.resolve("home"), workspace);
  }

  @Test
  void passWithoutAHost() throws Exception {
    planform.run("validate").succeeds();
    Planform.Result tested = planform.run("test").succeeds();
    assertTrue(tested.out().endsWith("\nSuccess! 4 passed, 0 failed.\n"), tested::toString);
    assertEquals("", tested.err());
  }

  @Test
  void failWhenTheModuleBreaksItsPromise() throws Exception {
    Path module = workspace.resolve("greeter/main.tf");
    Files.writeString(
        module, Files.readString(module).replace("GREETING = var.greeting", "GREETING = \"Hi\""));

    Planform.Result tested = planform.run("test");

    assertEquals(5, tested.exit(), tested::toString);
    assertTrue(
        tested.err().contains("The greeting is in the function's environment."), tested::toString);
  }
}
