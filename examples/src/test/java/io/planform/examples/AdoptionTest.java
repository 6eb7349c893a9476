package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one state made is found, written down and managed by another, without a change to it. */
class AdoptionTest {
  private LocalHost host;
  private Planform finder;
  private Path found;

  @BeforeEach
  void apply(@TempDir Path maker, @TempDir Path found) throws Exception {
    LocalHost.copy(
        Path.of(System.getProperty("planform.examples"), "src/test/resources/adopt"), maker);
    this.found = found;
    host = LocalHost.start();
    host.planform(maker).run("apply", "-auto-approve").succeeds();
    finder = host.planform(found);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void adoptsFunctionsAndTriggersWithTheirCode() throws Exception {
    String shown = finder.run("import", "-all", "-out=found.tf").succeeds().out();
    assertTrue(shown.contains("3 objects are there that the state does not own."), shown);
    assertTrue(shown.contains("Code is beside it, in inline.js, packed.zip."), shown);
    assertEquals(
        "exports.handler = async (event) => event;\n",
        Files.readString(found.resolve("inline.js")));
    String manifest = Files.readString(found.resolve("found.tf"));
    assertFalse(manifest.contains("sha512"), manifest);
    assertTrue(manifest.contains("owner = \"somebody\""), manifest);

    Planform.Result plan = finder.run("plan").succeeds();
    assertTrue(
        plan.out().contains("Plan: 3 to import, 0 to add, 0 to change, 0 to destroy."),
        plan::toString);
    finder.run("apply", "-auto-approve").succeeds();
    Planform.Result after = finder.run("plan", "-detailed-exitcode");
    assertEquals(0, after.exit(), after::toString);
    assertTrue(
        finder.run("import", "-all").succeeds().out().startsWith("Nothing is there"),
        "everything is owned");

    Files.writeString(found.resolve("inline.js"), "exports.handler = async () => 'mine';\n");
    finder.run("apply", "-auto-approve").succeeds();
    String invoked = finder.run("invoke", "inline").succeeds().out();
    assertTrue(invoked.contains("mine"), invoked);
    finder.run("destroy", "-auto-approve").succeeds();
  }

  @Test
  void generatesTheSameForImportBlocks() throws Exception {
    String ids = finder.run("import", "-all").succeeds().out();
    String id = ids.substring(ids.indexOf("[id=") + 4, ids.indexOf(']'));
    Files.writeString(
        found.resolve("imports.tf"),
        "import {\n  to = huaweicloud_fgs_function.mine\n  id = \"" + id + "\"\n}\n");
    Planform.Result plan = finder.run("plan", "-generate-config-out=generated.tf").succeeds();
    assertTrue(
        plan.out().contains("Plan: 1 to import, 0 to add, 0 to change, 0 to destroy."),
        plan::toString);
    finder.run("apply", "-auto-approve").succeeds();
    assertEquals(0, finder.run("plan", "-detailed-exitcode").exit());
  }
}
