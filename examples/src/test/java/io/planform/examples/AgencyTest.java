package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that acts with an agency: made, used, changed, found changed, imported, destroyed. */
class AgencyTest {
  private static final String AGENCY = "huaweicloud_identity_agency.writer";

  private Path directory;
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    directory = folder;
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "agency"), directory);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void aFunctionWritesIntoItsBucketWhileItsAgencyMay() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    assertAnswers("today", 200);

    planform.run("apply", "-auto-approve", "-var=description=changed").succeeds();
    Planform.Result other = planform.run("plan", "-detailed-exitcode");
    assertEquals(2, other.exit(), other::toString);
    assertTrue(other.out().contains("changed"), other::toString);

    change("all_resources_roles    = [huaweicloud_identity_role.writer.name]", "domain_roles = []");
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    assertAnswers("today", 403);

    change(
        "domain_roles = []",
        "project_role {\n project = \"local-1\"\n roles = [huaweicloud_identity_role.writer.name]\n }");
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    assertAnswers("tomorrow", 200);

    String id = id(planform.run("state", "show", AGENCY).succeeds().out());
    planform.run("state", "rm", AGENCY).succeeds();
    planform.run("import", AGENCY, id).succeeds();
    assertSettled();
    planform.run("destroy", "-auto-approve").succeeds();
  }

  @Test
  void whatCannotBeIsSaidBeforeAnythingIsMade() throws Exception {
    change("delegated_service_name = \"op_svc_cff\"", "duration = \"WEEK\"");
    Planform.Result refused = planform.run("plan");
    assertEquals(1, refused.exit(), refused::toString);
    assertTrue(refused.toString().contains("FOREVER, ONEDAY or a number"), refused::toString);
    assertTrue(refused.toString().contains("Exactly one of"), refused::toString);
  }

  private void change(String from, String to) throws Exception {
    Path manifest = directory.resolve("main.tf");
    String text = Files.readString(manifest);
    assertTrue(text.contains(from), from);
    Files.writeString(manifest, text.replace(from, to));
  }

  private static String id(String shown) {
    Matcher id = Pattern.compile("(?m)^\\s*id\\s*= \"(.+)\"$").matcher(shown);
    assertTrue(id.find(), shown);
    return id.group(1);
  }

  private void assertSettled() throws Exception {
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);
  }

  private void assertAnswers(String name, int status) throws Exception {
    String data = "{\"name\":\"%s.txt\",\"text\":\"remember\"}".formatted(name);
    String said = planform.run("invoke", "notes", "-data", data).succeeds().out();
    assertTrue(said.replace(" ", "").contains("{\"status\":%d}".formatted(status)), said);
  }
}
