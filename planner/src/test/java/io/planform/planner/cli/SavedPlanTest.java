package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.saved.PlanParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plan -out}, {@code apply FILE} and {@code show FILE} as a user types them. */
class SavedPlanTest {
  private static final String PAIR =
      """
      variable "size" {
        default = 1
      }
      variable "password" {
        type      = string
        sensitive = true
        default   = null
      }
      resource "fake_thing" "base" {
        name   = "base"
        size   = var.size
        secret = var.password
      }
      resource "fake_thing" "leaf" {
        for_each = toset(["a", "b"])
        name     = each.key
        link     = fake_thing.base.id
        note     = "made ${plantimestamp()}"
      }
      output "links" {
        value = [for leaf in fake_thing.leaf : leaf.link]
      }
      """;

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private ShellFixture shell;

  @BeforeEach
  void workplace() throws IOException {
    environment.put("HOME", directory.toString());
    environment.put("PLANFORM_HOME", directory.resolve("home").toString());
    shell = new ShellFixture(directory, environment, Main.commands());
    manifest(PAIR);
  }

  private void manifest(String text) throws IOException {
    Files.writeString(directory.resolve("main.tf"), text);
  }

  private String answers(int code, String... arguments) {
    assertEquals(code, shell.run(arguments), () -> shell.out() + shell.err());
    return code == ExitCode.DONE ? shell.out() : shell.err();
  }

  private String succeeds(String... arguments) {
    return answers(ExitCode.DONE, arguments);
  }

  private static void assertContains(String part, String text) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void isAppliedAsItWasMadeWhateverTheFilesSayNow() throws IOException {
    String planned = succeeds("plan", "-out=p", "-var=size=7", "-var=password=hunter2-long");
    assertContains("planform apply \"p\"", planned);
    manifest("resource \"fake_thing\" \"other\" {\n  name = \"other\"\n}\n");
    assertContains("3 added, 0 changed, 0 destroyed", succeeds("apply", "p"));
    assertContains("= 7", succeeds("state", "show", "fake_thing.base"));
    manifest(PAIR);
    String none =
        succeeds("plan", "-var=size=7", "-var=password=hunter2-long", "-target=fake_thing.base");
    assertContains("No changes.", none);
  }

  @Test
  void isShownAsItWasWhenItWasMade() {
    succeeds("apply", "-auto-approve", "-var=size=1");
    String planned = succeeds("plan", "-out=p", "-var=size=2", "-replace=fake_thing.leaf[\"a\"]");
    String shown = succeeds("show", "p");
    assertContains(shown, planned);
    assertContains("1 -> 2", shown);
  }

  @Test
  void isShownAsAReport() {
    succeeds("plan", "-out=p", "-var=size=7", "-var=password=hunter2-long");
    for (String format : List.of("markdown", "html")) {
      String report = succeeds("show", "-as=" + format, "p");
      assertContains("fake_thing.base", report);
      assertFalse(report.contains("hunter2"), report);
    }
    answers(ExitCode.ERROR, "show", "-as=pdf", "p");
    answers(ExitCode.ERROR, "show", "-as=html");
  }

  @Test
  void isSummedUpForPrograms() {
    String summary = succeeds("plan", "-out=p", "-summary=json", "-var=password=hunter2-long");
    assertEquals(1, summary.lines().count());
    assertContains("\"add\":3,\"change\":0,\"destroy\":0", summary);
    assertContains("{\"address\":\"fake_thing.base\",\"action\":\"create\"}", summary);
    assertFalse(summary.contains("hunter2"), summary);
    answers(ExitCode.ERROR, "plan", "-summary=yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-destroy", "-refresh-only", "-target=fake_thing.leaf[\"b\"]"})
  void keepsTheModeAndTheTargets(String flag) throws IOException {
    succeeds("apply", "-auto-approve");
    manifest(PAIR.replace("\"made ", "\"remade "));
    String planned = succeeds("plan", "-out=p", flag);
    assertContains(succeeds("show", "p"), planned);
    manifest("");
    String applied = succeeds("apply", "p");
    assertContains(
        flag.equals("-destroy")
            ? "3 destroyed"
            : flag.equals("-refresh-only") ? "0 changed" : "1 changed",
        applied);
  }

  @Test
  void isForItsOwnerAloneAndHidesWhatIsSensitive() throws IOException {
    succeeds("plan", "-out=p", "-var=password=hunter2-long");
    Path plan = directory.resolve("p");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)));
    assertFalse(unpacked(plan).contains("hunter2"));
  }

  private static String unpacked(Path plan) throws IOException {
    StringBuilder text = new StringBuilder();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(plan)))) {
      while (zip.getNextEntry() != null) {
        text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  @Test
  void isRefusedWhenStaleByWhatCameBetween() throws IOException {
    succeeds("plan", "-out=p");
    succeeds("apply", "-auto-approve", "-var=size=3");
    String refused = answers(ExitCode.STALE_PLAN, "apply", "p");
    assertContains("Saved plan is stale", refused);
    assertContains("made from revision 0 of the state, which is at revision 1 now", refused);
    assertContains("with 'planform apply -auto-approve -var", refused);
    assertContains("= 3", succeeds("state", "show", "fake_thing.base"));
    answers(ExitCode.STALE_PLAN, "apply", "p");
    succeeds("plan", "-out=p");
    assertContains(" changed, 0 destroyed", succeeds("apply", "p"));
    answers(ExitCode.STALE_PLAN, "apply", "p");
  }

  @Test
  void doesNotFitAnotherStateOrWorkspace() throws IOException {
    succeeds("plan", "-out=p");
    environment.put("TF_WORKSPACE", "other");
    assertContains("another workspace", answers(ExitCode.ERROR, "apply", "p"));
    environment.remove("TF_WORKSPACE");
    Files.move(directory.resolve(".planform"), directory.resolve("away"));
    assertContains("does not match the given state", answers(ExitCode.STALE_PLAN, "apply", "p"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-destroy",
        "-refresh-only",
        "-refresh=false",
        "-target=fake_thing.base",
        "-replace=fake_thing.base"
      })
  void takesNoFlagsThatOnlyANewPlanCouldHeed(String flag) {
    succeeds("plan", "-out=p");
    assertContains(
        "Can't set " + flag.split("=", -1)[0] + " when applying a saved plan",
        answers(ExitCode.ERROR, "apply", flag, "p"));
    assertContains("Destroy can't be called", answers(ExitCode.ERROR, "destroy", "p"));
    succeeds("apply", "-parallelism=2", "-input=false", "-lock-timeout=1s", "p");
  }

  @Test
  void isRefusedWhereItIsNoPlan() throws IOException {
    assertContains("There is no such file", answers(ExitCode.ERROR, "apply", "nothing"));
    assertContains("It is a directory", answers(ExitCode.ERROR, "apply", "."));
    Files.writeString(directory.resolve("text"), "not a plan");
    assertContains(
        "Failed to load \"text\" as a plan file", answers(ExitCode.STALE_PLAN, "apply", "text"));
    answers(ExitCode.STALE_PLAN, "show", "text");
  }

  @Test
  void isRefusedWithAnyByteChanged() throws IOException {
    succeeds("plan", "-out=p", "-var=password=hunter2-long");
    Path plan = directory.resolve("p");
    byte[] whole = Files.readAllBytes(plan);
    Random random = new Random(7);
    for (int at = 0; at < whole.length; at += 1 + random.nextInt(40)) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(plan, damaged);
      String said = answers(ExitCode.STALE_PLAN, at % 2 == 0 ? "apply" : "show", "p");
      assertContains("It is not as it was written, or was never a saved plan.", said);
    }
    Files.write(plan, whole);
    succeeds("apply", "p");
  }

  @Test
  void isRefusedByAnOlderVersionAndReadWithFieldsOfALaterOne() throws IOException {
    succeeds("plan", "-out=p");
    Path plan = directory.resolve("p");
    byte[] whole = Files.readAllBytes(plan);
    Files.write(
        plan,
        PlanParts.changed(whole, "manifest.json", text -> text.replace("\"1.1\"", "\"2.0\"")));
    String refused = answers(ExitCode.ERROR, "apply", "p");
    assertContains("It has the format 2.0", refused);
    Files.write(
        plan,
        PlanParts.changed(
            PlanParts.changed(whole, "manifest.json", text -> text.replace("\"1.1\"", "\"1.7\"")),
            "plan.json",
            SavedPlanTest::withMore));
    assertContains("3 added", succeeds("apply", "p"));
  }

  private static String withMore(String text) {
    try {
      ObjectNode document = (ObjectNode) JsonMapper.builder().build().readTree(text);
      document.putObject("news").put("from", "later");
      return document.toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void changesNothingWhenNobodyApproves() {
    succeeds("plan", "-out=p");
    answers(ExitCode.ERROR, "apply", "-input=false");
    assertContains("3 added", succeeds("apply", "p"));
  }

  private static final String READING =
      """
      resource "fake_thing" "text" {
        name = trimspace(file("${path.module}/note.txt"))
        note = templatefile("note.tftpl", { names = fileset(path.module, "*.txt") })
        size = fileexists("more.txt") ? 2 : 1
      }
      resource "fake_thing" "digest" {
        name = filesha256("note.txt")
        link = fake_thing.text.id
        note = try(file("more.txt"), "none")
      }
      """;

  @Test
  void bringsTheFilesAlongThatFunctionsRead() throws IOException {
    manifest(READING);
    Files.writeString(directory.resolve("note.txt"), "hunter2-note\n");
    Files.writeString(directory.resolve("note.tftpl"), "%{ for n in names }${n};%{ endfor }");
    succeeds("plan", "-out=p");
    assertFalse(unpacked(directory.resolve("p")).contains("hunter2-note\n"));
    Files.delete(directory.resolve("note.txt"));
    Files.delete(directory.resolve("note.tftpl"));
    Files.writeString(directory.resolve("more.txt"), "more");
    Files.writeString(directory.resolve("other.txt"), "other");
    assertContains("2 added", succeeds("apply", "p"));
    String text = succeeds("state", "show", "fake_thing.text");
    assertContains("\"note.txt;\"", text);
    assertContains("\"hunter2-note\"", text);
    assertContains("= 1", text);
    assertContains("\"none\"", succeeds("state", "show", "fake_thing.digest"));
  }

  @Test
  void isAppliedInAnotherCopyOfTheDirectory() throws IOException {
    manifest(READING);
    Files.writeString(directory.resolve("note.txt"), "one\n");
    Files.writeString(directory.resolve("note.tftpl"), "${join(\",\", names)}");
    succeeds("plan", "-out=p");
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.copy(directory.resolve("p"), copy.resolve("p"));
    Files.move(directory.resolve(".planform"), copy.resolve(".planform"));
    assertContains("2 added", succeeds("-chdir=copy", "apply", "p"));
  }

  private static final String EPHEMERAL =
      """
      variable "token" {
        type      = string
        ephemeral = true
      }
      variable "extra" {
        type      = string
        ephemeral = true
        default   = "none"
      }
      variable "name" {
        default = "a"
      }
      resource "fake_thing" "a" {
        name = var.name
        provisioner "local-exec" {
          command = "echo ${var.token} ${var.extra} > said"
        }
      }
      """;

  @Test
  void takesEphemeralVariablesAgain() throws IOException {
    manifest(EPHEMERAL);
    succeeds("plan", "-out=p", "-var=token=hunter2-first");
    assertFalse(unpacked(directory.resolve("p")).contains("hunter2"));
    assertContains("No value for required variable", answers(ExitCode.ERROR, "apply", "p"));
    assertContains(
        "Can't set variable when applying a saved plan",
        answers(ExitCode.ERROR, "apply", "-var=token=x", "-var=name=b", "p"));
    assertContains(
        "Ephemeral variable was not set during planning",
        answers(ExitCode.ERROR, "apply", "-var=token=x", "-var=extra=more", "p"));
    Files.writeString(directory.resolve("terraform.tfvars"), "name = \"b\"\n");
    succeeds("apply", "-var=token=second", "p");
    assertEquals("second none\n", Files.readString(directory.resolve("said")));
    assertContains("\"a\"", succeeds("state", "show", "fake_thing.a"));
  }

  @Test
  void takesAnEphemeralVariableWithADefaultAgainWhereItWasGiven() throws IOException {
    manifest(EPHEMERAL);
    succeeds("plan", "-out=p", "-var=token=first", "-var=extra=given");
    String refused = answers(ExitCode.ERROR, "apply", "-var=token=second", "p");
    assertContains("has to be given again", refused);
    succeeds("apply", "-var=token=second", "-var=extra=again", "p");
    assertEquals("second again\n", Files.readString(directory.resolve("said")));
  }
}
