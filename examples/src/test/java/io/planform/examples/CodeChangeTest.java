package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code is planned by what is in it: a folder that is packed, and a zip that somebody made. */
class CodeChangeTest {
  private static final int STALE_PLAN = 4;

  @TempDir Path directory;
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void apply() throws Exception {
    LocalHost.copy(
        Path.of(System.getProperty("planform.examples"), "src/test/resources/code-change"),
        directory);
    zip("exports.handler = async () => 1;\n", 0);
    host = LocalHost.start();
    planform = host.planform(directory);
    planform.run("apply", "-auto-approve").succeeds();
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void filesThatChangeAreShownAndThoseThatOnlyWerePackedAnewAreNot() throws Exception {
    zip("exports.handler = async () => 1;\n", 86_400_000_000L);
    Planform.Result same = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, same.exit(), same::toString);

    Files.writeString(
        directory.resolve("folder/index.js"),
        "const {greet} = require('./lib');\nexports.handler = async () => greet('you');\n");
    Files.writeString(directory.resolve("folder/added.txt"), "more\n");
    Files.delete(directory.resolve("folder/gone.txt"));
    zip("exports.handler = async () => 2;\n", 0);
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(2, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("+ added.txt (5 bytes)"), plan::toString);
    assertTrue(plan.out().contains("- gone.txt (5 bytes)"), plan::toString);
    assertTrue(plan.out().contains("- exports.handler = async () => greet('me');"), plan::toString);
    assertTrue(
        plan.out().contains("+ exports.handler = async () => greet('you');"), plan::toString);
    assertTrue(plan.out().contains("+ exports.handler = async () => 2;"), plan::toString);
    assertFalse(plan.out().contains("lib.js"), plan::toString);

    planform.run("apply", "-auto-approve").succeeds();
    assertEquals(0, planform.run("plan", "-detailed-exitcode").exit());
  }

  @Test
  void whatIsOnlyPackedAnewIsNotSentWithOtherChanges() throws Exception {
    zip("exports.handler = async () => 1;\n", 86_400_000_000L);

    Planform.Result plan = planform.run("plan", "-var=timeout=9");
    assertFalse(plan.out().contains("func_code"), plan::toString);
    planform.run("apply", "-auto-approve", "-var=timeout=9").succeeds();
    assertEquals(0, planform.run("plan", "-detailed-exitcode", "-var=timeout=9").exit());
  }

  @Test
  void aSavedPlanIsAppliedWithTheCodeThatItWasMadeOf() throws Exception {
    zip("exports.handler = async () => 'planned zip';\n", 0);
    write("exports.handler = async () => 'planned folder';\n");
    planform.run("plan", "-out=saved.plan").succeeds();
    zip("exports.handler = async () => 'later';\n", 0);
    write("exports.handler = async () => 'later';\n");

    planform.run("apply", "saved.plan").succeeds();
    assertEquals("\"planned zip\"", invoke("zip"));
    assertEquals("\"planned folder\"", invoke("folder"));
    assertEquals(STALE_PLAN, planform.run("apply", "saved.plan").exit());

    Planform.Result left = planform.run("plan", "-detailed-exitcode");
    assertEquals(2, left.exit(), left::toString);
    assertTrue(left.out().contains("- exports.handler = async () => 'planned zip';"), left.out());
    assertTrue(
        left.out().contains("- exports.handler = async () => 'planned folder';"), left.out());
  }

  private void write(String source) throws Exception {
    Files.writeString(directory.resolve("folder/index.js"), source);
  }

  private String invoke(String function) throws Exception {
    return planform.run("invoke", function).succeeds().out().strip();
  }

  private void zip(String source, long time) throws Exception {
    try (OutputStream out = Files.newOutputStream(directory.resolve("made.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file :
          new TreeMap<>(Map.of("index.js", source, "note.txt", "n\n")).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(time);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
