package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.apply.FakeCloud;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.RunRequest;
import io.planform.store.state.StateStore;
import io.planform.store.state.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user types them, against a cloud of files. */
class CommandsTest {
  private static final String PAIR =
      """
      resource "fake_thing" "base" {
        name   = "base"
        size   = 1
        secret = "hunter2-long"
      }
      resource "fake_thing" "leaf" {
        name = "leaf"
        link = fake_thing.base.id
      }
      output "name" {
        value = fake_thing.leaf.name
      }
      output "sizes" {
        value = [fake_thing.base.size]
      }
      output "password" {
        value     = fake_thing.base.secret
        sensitive = true
      }
      """;

  @TempDir Path directory;
  private FakeCloud cloud;
  private final Map<String, String> environment = new HashMap<>();
  private ShellFixture shell;

  @BeforeEach
  void workplace() {
    environment.put("HOME", directory.toString());
    environment.put("PLANFORM_HOME", directory.resolve("home").toString());
    shell = new ShellFixture(directory, environment, Main.commands());
    cloud = shell.cloud();
  }

  private void manifest(String text) throws IOException {
    Files.writeString(directory.resolve("main.tf"), text);
  }

  private void applied(String text) throws IOException {
    manifest(text);
    shell.succeeds("apply", "-auto-approve");
  }

  private static void assertContains(String part, String text) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void outputPrintsAllOneOrRaw() throws IOException {
    applied(PAIR);

    assertEquals(
        """
        name = "leaf"
        password = <sensitive>
        sizes = [
          1,
        ]
        """,
        shell.succeeds("output"));
    assertEquals("\"leaf\"\n", shell.succeeds("output", "name"));
    assertEquals("leaf", shell.succeeds("output", "-raw", "name"));
    assertEquals("hunter2-long", shell.succeeds("output", "-raw", "password"));
    assertEquals("[1]\n", shell.succeeds("output", "-json", "sizes"));
    assertContains("not found", shell.fails("output", "nane"));
    assertContains("did you mean name?", shell.err());
    assertContains("-raw needs a name", shell.fails("output", "-raw"));
    assertContains("-json prints any value", shell.fails("output", "-raw", "sizes"));
  }

  @Test
  void outputAsJsonSaysTypeAndSensitivity() throws IOException {
    applied(PAIR);

    assertEquals(
        """
        {
          "name": {
            "sensitive": false,
            "type": "string",
            "value": "leaf"
          },
          "password": {
            "sensitive": true,
            "type": "string",
            "value": "hunter2-long"
          },
          "sizes": {
            "sensitive": false,
            "type": [
              "tuple",
              [
                "number"
              ]
            ],
            "value": [
              1
            ]
          }
        }
        """,
        shell.succeeds("output", "-json"));
  }

  @Test
  void showAndStateShowPrintObjectsWithoutSecrets() throws IOException {
    applied(PAIR);
    String id = cloud.named("base").get("id");
    String base =
        """
        # fake_thing.base:
        resource "fake_thing" "base" {
            id     = "%s"
            name   = "base"
            secret = (sensitive value)
            size   = 1
        }
        """
            .formatted(id);

    assertEquals(base, shell.succeeds("state", "show", "fake_thing.base"));
    assertContains(base, shell.succeeds("show"));
    assertContains("\nOutputs:\n\nname = \"leaf\"\n", shell.out());
    assertFalse(shell.out().contains("hunter2"), shell.out());
    assertEquals("fake_thing.base\nfake_thing.leaf\n", shell.succeeds("state", "list"));
    assertContains(
        "did you mean fake_thing.base?", shell.fails("state", "show", "fake_thing.bade"));
  }

  @Test
  void showSaysThatNothingIsThere() throws IOException {
    manifest(PAIR);

    assertEquals("No state.\n", shell.succeeds("show"));
  }

  @Test
  void replaceIsPlannedAsRequested() throws IOException {
    applied(PAIR);

    String plan = shell.succeeds("plan", "-replace=fake_thing.leaf");

    assertContains("# fake_thing.leaf will be replaced, as requested", plan);
    assertContains("Plan: 1 to add, 0 to change, 1 to destroy.", plan);
    assertContains(
        "Invalid force-replace address \"nonsense\"", shell.fails("plan", "-replace=nonsense"));
  }

  @Test
  void aTargetConfinesThePlan() throws IOException {
    manifest(PAIR);

    assertContains("Plan: 1 to add,", shell.succeeds("plan", "-target=fake_thing.base"));
    assertContains("Plan: 2 to add,", shell.succeeds("plan", "-target=fake_thing.leaf"));
  }

  @Test
  void refreshOnlyRecordsWhatChangedOutside() throws IOException {
    applied(PAIR);
    cloud.edit("base", "size", "7");

    assertEquals(ExitCode.CHANGES, shell.run("plan", "-refresh-only", "-detailed-exitcode"));
    assertContains("# fake_thing.base has changed", shell.out());
    assertContains("~ size", shell.out());
    shell.succeeds("apply", "-refresh-only", "-auto-approve");

    assertContains("size   = 7", shell.succeeds("state", "show", "fake_thing.base"));
    assertEquals("7", cloud.named("base").get("size"));
    assertContains("still matches", shell.succeeds("plan", "-refresh-only", "-detailed-exitcode"));
  }

  @Test
  void withoutRefreshTheStateIsBelieved() throws IOException {
    applied(PAIR);
    cloud.edit("base", "size", "7");

    assertContains("No changes.", shell.succeeds("plan", "-refresh=false", "-detailed-exitcode"));
    assertEquals(ExitCode.CHANGES, shell.run("plan", "-detailed-exitcode"));
  }

  @Test
  void destroyIsPlannedWithoutBeingDone() throws IOException {
    applied(PAIR);

    assertContains(
        "Plan: 0 to add, 0 to change, 2 to destroy.", shell.succeeds("plan", "-destroy"));
    assertEquals(List.of("base", "leaf"), cloud.names());
    assertContains("Destroy complete! Resources: 2", shell.succeeds("destroy", "-auto-approve"));
    assertEquals(List.of(), cloud.names());
  }

  @Test
  void whatAnotherReplacementTriggersIsReplaced() throws IOException {
    String triggered =
        PAIR.replace(
            "link = fake_thing.base.id",
            "lifecycle {\n    replace_triggered_by = [fake_thing.base.size]\n  }");
    applied(triggered);

    manifest(triggered.replace("size   = 1", "size   = 2"));

    assertContains(
        "# fake_thing.leaf will be replaced due to changes in replace_triggered_by",
        shell.succeeds("plan"));
    manifest(triggered.replace("hunter2-long", "another-one"));
    assertContains("Plan: 0 to add, 1 to change, 0 to destroy.", shell.succeeds("plan"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "apply"})
  void aMissingVariableIsAskedForAtATerminalOnly(String command) throws IOException {
    manifest(
        "variable \"who\" {\n  description = \"Whom to greet\"\n}\noutput \"o\" {\n  value = var.who\n}\n");

    assertEquals(ExitCode.DONE, shell.answering("Ada\nyes\n", true, command), () -> shell.err());
    assertContains("var.who\n  Whom to greet\n\n  Enter a value: ", shell.out());
    assertContains("o = \"Ada\"", shell.out());
    assertContains("No value for required variable", shell.fails(command));
    assertEquals(ExitCode.ERROR, shell.answering("Ada\nyes\n", true, command, "-input=false"));
    environment.put("TF_INPUT", "0");
    assertEquals(ExitCode.ERROR, shell.answering("Ada\nyes\n", true, command));
  }

  @Test
  void aSensitiveVariableIsNotTypedInTheOpen() throws IOException {
    manifest("variable \"key\" {\n  sensitive = true\n}\n");

    assertEquals(ExitCode.ERROR, shell.answering("k\n", true, "plan"));
    assertFalse(shell.out().contains("Enter a value"), shell.out());
  }

  @Test
  void nothingIsAppliedWithoutAYes() throws IOException {
    manifest(PAIR);

    assertEquals(ExitCode.ERROR, shell.answering("y\n", true, "apply"));
    assertContains("Apply cancelled.", shell.out());
    assertContains("-auto-approve", shell.fails("apply"));
    assertEquals(List.of(), cloud.names());
    assertEquals(ExitCode.ERROR, shell.answering("yes\n", true, "apply", "-input=false"));
    assertEquals(List.of(), cloud.names());
    assertEquals(ExitCode.DONE, shell.answering("yes\n", true, "apply"));
    assertEquals(List.of("base", "leaf"), cloud.names());
    assertEquals(ExitCode.DONE, shell.answering("yes\n", false, "destroy"));
    assertEquals(List.of(), cloud.names());
  }

  @Test
  void onlyAPlanGoesWithoutALock() throws IOException {
    manifest(PAIR);

    shell.succeeds("plan", "-lock=false", "-lock-timeout=1m30s");
    assertContains(
        "-lock=false is not possible", shell.fails("apply", "-auto-approve", "-lock=false"));
    assertEquals(List.of(), cloud.names());
    shell.succeeds("apply", "-auto-approve", "-lock=true");
  }

  @Test
  void initCanLeaveTheStateAlone() throws IOException {
    manifest(PAIR);

    shell.succeeds("init", "-backend=false", "-input=false");
    assertFalse(Files.exists(directory.resolve(".planform")));
    shell.succeeds("init");
    assertTrue(Files.exists(directory.resolve(".planform/state.db")));
  }

  @Test
  void aHeldStateIsPlannedButNotAppliedUntilUnlocked() throws Exception {
    applied(PAIR);
    try (StateStore store = store()) {
      RunRequest other = new RunRequest("planform apply", "ada@example", null, null);
      var granted = (StateStore.Acquired.Granted) store.begin("default", other, Duration.ZERO);
      try (var _ = granted.run()) {
        shell.succeeds("plan", "-lock-timeout=1s");
        assertEquals(ExitCode.LEASE_BUSY, shell.run("apply", "-auto-approve"));
        assertContains("ada@example", shell.err());
        Matcher lines = Pattern.compile("lease\\s+is\\s+(\\S+)\\.").matcher(shell.err());
        assertTrue(lines.find(), shell.err());
        String lease = lines.group(1);

        assertContains("-force", shell.fails("force-unlock", lease));
        assertEquals(ExitCode.ERROR, shell.answering("no\n", true, "force-unlock", lease));
        assertContains("force-unlock cancelled.", shell.out());
        assertContains("No such lease", shell.fails("force-unlock", "-force", "other"));
        assertEquals(ExitCode.DONE, shell.answering("yes\n", true, "force-unlock", lease));
        shell.succeeds("apply", "-auto-approve");
      }
    }
  }

  private StateStore store() throws Exception {
    return StateStore.open(
        new StoreAddress.SqliteFile(directory.resolve(".planform/state.db")),
        new EnvelopeCipher(KeySource.ofStates(environment, directory.resolve("home"))));
  }

  @Test
  void aDurationThatIsNoneIsRefused() throws IOException {
    manifest(PAIR);

    assertContains("Invalid -lock-timeout", shell.fails("plan", "-lock-timeout=soon"));
  }

  @Test
  void argumentsOfTheEnvironmentAreAdded() throws IOException {
    manifest(PAIR);
    environment.put("TF_CLI_ARGS_plan", "-detailed-exitcode -destroy");

    assertEquals(ExitCode.DONE, shell.run("plan"), () -> shell.err());
    assertContains("No objects need to be destroyed", shell.out());
  }

  @Test
  void afterAFailureTheNextCommandIsNamedUnlessAScriptRuns() throws IOException {
    manifest(PAIR);
    cloud.troubles.put("leaf", FakeCloud.Trouble.REFUSED);
    assertEquals(ExitCode.PARTIAL, shell.run("apply", "-auto-approve"));
    assertContains("Run 'planform apply -auto-approve' again", shell.out());

    environment.put("TF_IN_AUTOMATION", "1");
    cloud.troubles.put("leaf", FakeCloud.Trouble.REFUSED);
    assertEquals(ExitCode.ERROR, shell.run("apply", "-auto-approve"));
    assertFalse(shell.out().contains("again"), shell.out());
  }

  @Test
  void initUpgradesWhereThereIsNothingToFetch() throws IOException {
    manifest(PAIR);

    assertContains("Planform is ready", shell.succeeds("init", "-upgrade", "-input=false"));
    assertContains("-migrate-state", shell.fails("init", "-migrate-state"));
  }

  @Test
  void invokeNamesWhatCanBeCalled() throws IOException {
    applied(PAIR);

    assertContains("The state holds no function base.", shell.fails("invoke", "base"));
    assertContains(
        "The event cannot be read", shell.fails("invoke", "base", "-data", "@missing.json"));
  }

  @Test
  void listsWarningsInShortWhereThereAreNoErrors() throws IOException {
    String checked =
        PAIR
            + """
            check "sizes" {
              assert {
                condition     = fake_thing.base.size == 2
                error_message = "not two"
              }
              assert {
                condition     = fake_thing.base.size == 3
                error_message = "not three"
              }
            }
            """;
    manifest(checked);
    String compact =
        """

        Warnings:

        - Check block assertion failed
          on main.tf line 22 (and 1 more)

        To see the full warning notes, run Planform without -compact-warnings.
        """;
    String _ = shell.succeeds("plan", "-compact-warnings");
    assertEquals(compact, shell.err());
    String _ = shell.succeeds("apply", "-auto-approve", "-compact-warnings");
    assertEquals(compact, shell.err());
    String _ = shell.succeeds("plan");
    assertTrue(shell.err().contains("not three"), shell.err());
    manifest(checked + "output \"bad\" {\n  value = fake_thing.base.secret\n}\n");
    assertEquals(ExitCode.ERROR, shell.run("plan", "-compact-warnings"));
    assertTrue(shell.err().contains("not three"), shell.err());
  }

  @Test
  void leavesOutWhatIsReadWhereItIsToBeConcise() throws IOException {
    applied(PAIR);
    assertTrue(shell.succeeds("plan").contains("Refreshing state..."), shell.out());
    for (String command : List.of("plan", "apply", "refresh")) {
      assertFalse(shell.succeeds(command, "-concise").contains("Refreshing state..."), shell.out());
    }
  }
}
