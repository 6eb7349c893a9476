package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.spi.provider.ChangeHistory.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drift}, after others changed what was applied. */
class DriftCommandTest {
  private static final Instant SOON = Instant.parse("2999-01-01T10:00:00Z");

  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void apply() throws IOException {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        resource "fake_thing" "base" {
          name   = "base"
          size   = 1
          secret = "hush"
        }
        resource "fake_thing" "top" {
          name = "top"
          link = fake_thing.base.id
        }
        """);
    shell = new ShellFixture(directory, Map.of(), Main.commands());
    shell.succeeds("apply", "-auto-approve");
  }

  private void call(int second, String actor, String name, String thing) {
    call(second, actor, name, thing, "");
  }

  private void call(int second, String actor, String name, String thing, String lineage) {
    shell
        .cloud()
        .changes
        .add(
            new Change(
                SOON.plusSeconds(second),
                actor,
                "10.0.0.7",
                name,
                lineage,
                Set.of(shell.cloud().named(thing).get("id"))));
  }

  private String id(String thing) {
    return shell.cloud().named(thing).get("id");
  }

  private String drift(int exit, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "drift";
    all[1] = "-detailed-exitcode";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    assertEquals(exit, shell.run(all), () -> shell.out() + shell.err());
    return shell.out();
  }

  @Test
  void whatIsAsAppliedIsNoDrift() {
    assertEquals(
        """
        Target: local

        No drift: what is managed is as it was applied.
        """,
        drift(ExitCode.DONE));
  }

  @Test
  void groupsWhatChangedByWhoDidIt() {
    String base = id("base");
    String top = id("top");
    call(1, "alice", "resize", "base");
    call(9, "alice", "annotate", "base");
    shell.cloud().edit("base", "size", "5");
    shell.cloud().edit("base", "note", "by hand");
    shell.cloud().edit("top", "size", "2");
    assertEquals(
        """
        Target: local

        alice from 10.0.0.7, 2999-01-01T10:00:01Z to 2999-01-01T10:00:09Z:

          ~ fake_thing.base [id=%s]
              # 2999-01-01T10:00:01Z resize by alice
              # 2999-01-01T10:00:09Z annotate by alice
              + note = "by hand" # not declared
              ~ size = 1 -> 5 # declared as applied

        Nobody is known to have changed these:

          ~ fake_thing.top [id=%s]
              + size = 2 # not declared

        Drift: 2 objects are not as applied.
        """
            .formatted(base, top),
        drift(ExitCode.CHANGES));
  }

  @Test
  void callsOfTheStatesOwnAppliesAreNoCause() throws IOException {
    call(1, "alice", "resize", "base");
    call(2, "planform", "resize", "base", lineage());
    shell.cloud().edit("base", "size", "5");
    assertTrue(drift(ExitCode.CHANGES).contains("Nobody is known"), shell.out());
    call(3, "bob", "resize", "base", "another state");
    assertTrue(drift(ExitCode.CHANGES).contains("bob from 10.0.0.7, at 2999-"), shell.out());
  }

  private String lineage() throws IOException {
    return new JsonMapper().readTree(shell.succeeds("state", "pull")).path("lineage").asText();
  }

  @Test
  void whatWentWithWhatItRestedOnHasItsCause() {
    call(1, "alice", "delete", "base");
    shell.cloud().remove("top");
    shell.cloud().remove("base");
    String told = drift(ExitCode.CHANGES);
    assertTrue(told.contains("  - fake_thing.base is gone [id="), told);
    assertTrue(told.contains("  - fake_thing.top is gone [id="), told);
    assertFalse(told.contains("Nobody"), told);
    assertTrue(told.endsWith("Drift: 2 objects are not as applied, 2 of them gone.\n"), told);
  }

  @Test
  void tellsWhatNobodyManages() {
    shell.cloud().make("id-7", "stray");
    String told = drift(ExitCode.DONE);
    assertTrue(told.contains("Not managed:\n  fake_thing.stray [id=id-7]\n"), told);
    assertTrue(told.contains("1 object is not managed."), told);
  }

  @Test
  void rulesLeaveOutWhatIsMeant() throws IOException {
    call(1, "alice", "resize", "base");
    shell.cloud().edit("base", "size", "5");
    shell.cloud().edit("base", "note", "by hand");
    rules(
        """
        ignore "sizes" {
          resources  = ["fake_thing.b*"]
          attributes = ["size"]
          actors     = ["al*"]
        }
        """);
    String told = drift(ExitCode.CHANGES);
    assertFalse(told.contains("~ size"), told);
    assertTrue(told.contains("1 difference is ignored by rules."), told);
    rules("ignore \"alice\" { actors = [\"alice\"] }");
    assertTrue(drift(ExitCode.DONE).contains("2 differences are ignored"), shell.out());
    rules("ignore \"bob\" { actors = [\"bob\"] }");
    assertFalse(drift(ExitCode.CHANGES).contains("ignored"), shell.out());
    rules(
        """
        ignore "once" {
          resources = ["*"]
          until     = "2020-01-01T00:00:00Z"
        }
        """);
    assertFalse(drift(ExitCode.CHANGES).contains("ignored"), shell.out());
  }

  @Test
  void whatIsWrongInRulesIsToldWithItsPlace() throws IOException {
    rules(
        """
        ignore "all" {
        }
        ignore "all" {
          resources = "fake_thing.base"
          until     = "tomorrow"
          actor     = ["alice"]
        }
        """);
    assertEquals(ExitCode.ERROR, shell.run("drift"));
    for (String expected :
        List.of(
            "A rule that ignores everything",
            "on main.drift.hcl:1:1",
            "Duplicate rule",
            "Unsuitable value type",
            "Invalid time",
            "Did you mean \"actors\"?")) {
      assertTrue(shell.err().contains(expected), shell.err());
    }
  }

  private void rules(String text) throws IOException {
    Files.writeString(directory.resolve("main.drift.hcl"), text);
  }

  @Test
  void programsGetOneDocumentWithoutSecrets() throws IOException {
    call(1, "alice", "resize", "base");
    shell.cloud().edit("base", "size", "5");
    shell.cloud().edit("base", "secret", "loud");
    shell.cloud().make("id-7", "stray");
    String[] lines = drift(ExitCode.CHANGES, "-json").split("\n", -1);
    JsonNode report = new JsonMapper().readTree(lines[lines.length - 2]).path("drift_report");
    assertEquals("alice", report.at("/causes/0/actor").asText());
    assertEquals("resize", report.at("/causes/0/objects/0/calls/0/call").asText());
    assertEquals(
        "[{\"path\":\"secret\",\"is_declared\":true,\"sensitive\":true},"
            + "{\"path\":\"size\",\"is_declared\":true,\"declared\":1,\"applied\":1,\"live\":5}]",
        report.at("/causes/0/objects/0/attributes").toString());
    assertEquals("fake_thing.stray", report.at("/unmanaged/0/address").asText());
    assertTrue(report.at("/unmanaged/0/block").asText().contains("name   = \"stray\""));
    assertFalse(shell.out().contains("hush") || shell.out().contains("loud"), shell.out());
  }

  @Test
  void documentsTellTheSame() {
    call(1, "al*ice", "resize", "base");
    shell.cloud().edit("base", "note", "<b>|`x`");
    shell.cloud().make("id-7", "stray");
    String markdown = drift(ExitCode.CHANGES, "-as=markdown");
    assertTrue(markdown.contains("#### al\\*ice from 10.0.0.7"), markdown);
    assertTrue(
        markdown.contains("| `note` | `not declared` | `null` | `` \"<b>\\|`x`\" `` |\n"),
        markdown);
    String html = drift(ExitCode.CHANGES, "-as=html");
    assertTrue(html.contains("<td>&quot;&lt;b&gt;|`x`&quot;</td>"), html);
    assertFalse(html.contains("<b>"), html);
    String metrics = drift(ExitCode.CHANGES, "-as=metrics");
    assertTrue(
        metrics.contains("planform_drift_objects{type=\"fake_thing\",state=\"changed\"} 1\n"),
        metrics);
    assertTrue(
        metrics.contains("planform_drift_unmanaged_objects{type=\"fake_thing\"} 1\n"), metrics);
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertTrue(shell.fails("drift", "-as=pdf").contains("Invalid use of -as"));
    assertEquals(ExitCode.ERROR, shell.run("drift", "-as=html", "-json"));
    assertTrue(shell.out().contains("Invalid use of -as"), shell.out());
  }

  @Test
  void aWatchTellsWholeWhatIsNewAndWritesNumbers() throws Exception {
    shell.cloud().edit("base", "size", "5");
    Path metrics = directory.resolve("drift.prom");
    Thread watch =
        Thread.ofVirtual()
            .start(() -> shell.run("drift", "watch", "-schedule=@every 1m", "-metrics=drift.prom"));
    while (!Files.exists(metrics) || Files.size(metrics) == 0) {
      Thread.sleep(10);
    }
    watch.interrupt();
    watch.join();
    String told = shell.out();
    assertTrue(told.contains("Z Drift: 1 object is not as applied.\nTarget: local\n"), told);
    assertTrue(Files.readString(metrics).contains("state=\"changed\"} 1\n"), told);
  }

  @Test
  void aScheduleThatIsNoneIsRefused() {
    String told = shell.fails("drift", "watch", "-schedule=often");
    assertTrue(told.contains("Invalid -schedule"), told);
    assertTrue(told.contains("@every 15m"), told);
  }
}
