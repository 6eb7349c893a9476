package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.deploy.DeployCommand;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.DeploymentsReader;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.job.DeploymentKey;
import io.planform.store.job.JobStore;
import io.planform.store.job.JobStore.Leadership;
import io.planform.store.job.Leader;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.Run;
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
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good, bad and hostile commits on a branch, one after the other. */
class DeployCommandTest {
  private static final String PROVIDER =
      """
      terraform {
        required_providers {
          fake = { source = "registry.example.com/planform/fake" }
        }
      }
      """;

  @TempDir Path folder;
  private Git git;
  private ShellFixture shell;

  @BeforeEach
  void makeRepository() throws Exception {
    git =
        Git.init().setDirectory(folder.resolve("origin").toFile()).setInitialBranch("main").call();
    Path directory = Files.createDirectories(folder.resolve("service"));
    shell =
        new ShellFixture(
            directory,
            Map.of("HOME", folder.resolve("home").toString(), "PLANFORM_HOME", home().toString()),
            List.of(new DeployCommand()));
    declare("");
  }

  @AfterEach
  void closeRepository() {
    git.close();
  }

  private Path home() {
    return folder.resolve("planform");
  }

  /** One deployment, with more settings. */
  private void declare(String settings) throws IOException {
    write(
        folder.resolve("service/shop.deploy.hcl"),
        """
        repository "shop" {
          url  = "../origin"
          poll = "0s"
        }
        deployment "shop" {
          repository  = "shop"
          path        = "infra"
          retry_delay = "0s"
          attempts    = 2
          %s
        }
        """
            .formatted(settings));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String commit(String file, String text) throws IOException, GitAPIException {
    write(folder.resolve("origin").resolve(file), text);
    git.add().addFilepattern(".").call();
    return git.commit()
        .setAll(true)
        .setMessage("Change " + file)
        .setAuthor("Ada", "ada@example.com")
        .setCommitter("Ada", "ada@example.com")
        .setSign(false)
        .call()
        .getName();
  }

  private String things(String... names) throws IOException, GitAPIException {
    StringBuilder manifest = new StringBuilder(PROVIDER);
    for (String name : names) {
      manifest.append("resource \"fake_thing\" \"%1$s\" {\n  name = \"%1$s\"\n}\n".formatted(name));
    }
    return commit("infra/main.tf", manifest.toString());
  }

  private String deploys() {
    return shell.succeeds("deploy", "run");
  }

  private List<String> live() throws IOException {
    return shell.cloud().names();
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }

  @Test
  void deploysEveryNewCommitOnce() throws Exception {
    things("a");
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    assertEquals(List.of("a"), live());
    assertTrue(deploys().contains("shop: settled"), shell.out());
    things("a", "b");
    assertTrue(deploys().contains("1 to add, 0 to change, 0 to destroy"), shell.out());
    assertEquals(List.of("a", "b"), live());
    String history = shell.succeeds("deploy", "history", "shop");
    assertTrue(history.startsWith("#2 "), history);
    assertTrue(history.contains("revision 1"), history);
    assertFalse(history.contains("#3 "), history);
  }

  @Test
  void neverDestroysForACommitThatCannotBeReadOrDeclaresNothing() throws Exception {
    things("a");
    deploys();
    commit("infra/main.tf", "resource {");
    assertTrue(failsToDeploy().contains("shop: failed"), shell.out());
    commit("infra/main.tf", PROVIDER);
    assertTrue(failsToDeploy().contains("The commit declares nothing"), shell.out());
    git.rm().addFilepattern("infra/main.tf").call();
    commit("README", "gone");
    assertTrue(failsToDeploy().contains("no directory \"infra\""), shell.out());
    assertEquals(List.of("a"), live());
  }

  private String failsToDeploy() {
    assertEquals(ExitCode.ERROR, shell.run("deploy", "run"), shell::out);
    return shell.out();
  }

  @Test
  void blocksACommitThatFailedOftenEnoughUntilSomebodyUnblocksIt() throws Exception {
    commit("infra/main.tf", "resource {");
    failsToDeploy();
    failsToDeploy();
    assertTrue(failsToDeploy().contains("blocked: failed 2 times"), shell.out());
    assertTrue(failsToDeploy().contains("deploy unblock shop"), shell.out());
    assertTrue(shell.succeeds("deploy", "status").contains("blocked"), shell.out());
    shell.succeeds("deploy", "unblock", "shop");
    assertTrue(failsToDeploy().contains("shop: failed"), shell.out());
    things("a");
    assertTrue(deploys().contains("shop: deployed"), shell.out());
  }

  @Test
  void asksBeforeItDestroysMoreThanItMay() throws Exception {
    declare("max_destroys = 1");
    things("a", "b", "c");
    deploys();
    things("a");
    String waits = deploys();
    assertTrue(waits.contains("it destroys 2 objects, more than max_destroys = 1"), waits);
    assertEquals(List.of("a", "b", "c"), live());
    String plan = found(waits, "plan ([0-9a-f]{12}) waits");
    assertTrue(shell.fails("deploy", "approve", "shop", "000000000000").contains(plan));
    shell.succeeds("deploy", "approve", "shop", plan);
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    assertEquals(List.of("a"), live());
  }

  @Test
  void bindsAnApprovalToTheCommit() throws Exception {
    declare("approval = \"always\"");
    things("a");
    String plan = found(deploys(), "plan ([0-9a-f]{12}) waits");
    shell.succeeds("deploy", "approve", "shop", plan);
    things("a", "b");
    assertTrue(deploys().contains("waits for 'planform deploy approve"), shell.out());
    assertEquals(List.of(), live());
  }

  @Test
  void appliesWhatDestroysNothingWithoutAsking() throws Exception {
    declare("approval = \"no_destroy\"");
    things("a");
    deploys();
    things("a", "b");
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    things("b");
    assertTrue(deploys().contains("it destroys 1 object"), shell.out());
    assertEquals(List.of("a", "b"), live());
  }

  @Test
  void asksBeforeItDeploysARewrittenBranch() throws Exception {
    String first = things("a");
    things("a", "b");
    deploys();
    git.reset().setMode(ResetType.HARD).setRef(first).call();
    things("a", "c");
    assertTrue(deploys().contains("the branch was rewritten"), shell.out());
    assertEquals(List.of("a", "b"), live());
    declare("allow_force_push = true\n  max_destroys = 5\n  variables = {}");
    shell.succeeds("deploy", "approve", "shop", found(shell.out(), "plan ([0-9a-f]{12}) waits"));
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    assertEquals(List.of("a", "c"), live());
  }

  @Test
  void destroysNothingWhenTheBranchVanishes() throws Exception {
    things("a");
    deploys();
    git.branchRename().setOldName("main").setNewName("trunk").call();
    assertTrue(failsToDeploy().contains("the branch main is gone; nothing is destroyed"));
    assertTrue(shell.succeeds("deploy", "status").contains("is gone"), shell.out());
    assertEquals(List.of("a"), live());
    git.branchRename().setOldName("trunk").setNewName("main").call();
    assertTrue(deploys().contains("shop: settled"), shell.out());
  }

  @Test
  void rollsBackAndStaysThereUntilTheBranchMovesOn() throws Exception {
    things("a");
    deploys();
    things("a", "b");
    deploys();
    shell.succeeds("deploy", "rollback", "shop");
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    assertEquals(List.of("a"), live());
    assertTrue(deploys().contains("rolled back from"), shell.out());
    things("a", "b", "c");
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    assertEquals(List.of("a", "b", "c"), live());
  }

  @Test
  void deploysOnlyWhenAFileChangesThatMatters() throws Exception {
    declare("paths = [\"infra/**\"]");
    things("a");
    deploys();
    commit("README", "hello");
    assertTrue(deploys().contains("shop: settled"), shell.out());
    assertFalse(shell.succeeds("deploy", "history", "shop").contains("#2"), shell.out());
  }

  @Test
  void deploysWhenItsInputsChange() throws Exception {
    commit(
        "infra/main.tf",
        PROVIDER
            + """
            variable "name" { default = "a" }
            resource "fake_thing" "a" { name = var.name }
            """);
    deploys();
    declare("variables = { name = \"b\" }");
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    assertEquals(List.of("b"), live());
  }

  @Test
  void deploysInTheOrderOfDependencies() throws Exception {
    write(
        folder.resolve("service/shop.deploy.hcl"),
        """
        repository "shop" { url = "../origin" }
        deployment "api" {
          repository  = "shop"
          path        = "infra"
          depends_on  = ["network"]
        }
        deployment "network" {
          repository  = "shop"
          path        = "network"
          attempts    = 1
        }
        """);
    commit("network/main.tf", "resource {");
    things("a");
    String both = failsToDeploy();
    assertTrue(both.contains("api: waiting"), both);
    assertTrue(both.contains("waits for the deployment network"), both);
    commit("network/main.tf", PROVIDER + "resource \"fake_thing\" \"n\" { name = \"n\" }\n");
    deploys();
    assertEquals(List.of("a", "n"), live());
  }

  @Test
  void keepsPoliciesThatTheRepositoryCannotChange() throws Exception {
    write(
        folder.resolve("service/rules/names.policy.hcl"),
        """
        rule "no_b" {
          condition     = alltrue([for c in plan.resource_changes : c.name != "b"])
          error_message = "b is not welcome."
        }
        """);
    declare("policies = [\"rules\"]");
    things("a");
    deploys();
    things("a", "b");
    assertTrue(failsToDeploy().contains("shop: failed"), shell.out());
    assertEquals(List.of("a"), live());
  }

  @Test
  void takesNoStateThatACommitBrings() throws Exception {
    things("a");
    commit("infra/.planform/state.db", "not a state");
    assertTrue(failsToDeploy().contains("brings a .planform"), shell.out());
    assertEquals(List.of(), live());
  }

  @Test
  void doesNotFollowALinkOutOfTheRepository() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    write(elsewhere.resolve("main.tf"), PROVIDER);
    Files.createSymbolicLink(folder.resolve("origin/infra"), elsewhere);
    commit("README", "a link");
    assertTrue(failsToDeploy().contains("no directory \"infra\""), shell.out());
  }

  @Test
  void writesNothingIntoTheHomeOfTheUser() throws Exception {
    Files.createDirectories(folder.resolve("home"));
    things("a");
    deploys();
    try (var files = Files.list(folder.resolve("home"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void goesOnAfterAProcessThatDiedInARun() throws Exception {
    things("a");
    deploys();
    String head = things("a", "b");
    try (JobStore store = record();
        Leader leader = leader(store)) {
      leader.begin(key(), head, "0000000000000000", "dead");
    }
    assertTrue(deploys().contains("1 to add"), shell.out());
    assertTrue(shell.succeeds("deploy", "history", "shop").contains("interrupted"), shell.out());
    assertEquals(List.of("a", "b"), live());
  }

  private JobStore record() throws StoreException {
    return JobStore.open(new StoreAddress.SqliteFile(home().resolve("deployments/deployments.db")));
  }

  private static Leader leader(JobStore store) throws StoreException {
    return assertInstanceOf(
            Leadership.Granted.class, store.lead("bob@other", "test", Duration.ofMinutes(1)))
        .leader();
  }

  private DeploymentKey key() {
    return new DeploymentKey(folder.resolve("origin").toString(), "main", "infra", "default");
  }

  @Test
  void leavesTheWorkToTheServiceThatLeads() throws Exception {
    things("a");
    try (JobStore store = record();
        Leader leader = leader(store)) {
      assertEquals(ExitCode.LEASE_BUSY, shell.run("deploy", "run"));
      assertTrue(shell.err().contains("bob@other"), shell.err());
      leader.require();
    }
    assertEquals(List.of(), live());
    deploys();
    assertEquals(List.of("a"), live());
  }

  @Test
  void waitsForWhoHoldsTheState() throws Exception {
    things("a");
    deploys();
    things("a", "b");
    Path state = home().resolve("deployments/states/shop/.planform/state.db");
    EnvelopeCipher cipher = new EnvelopeCipher(KeySource.ofStates(Map.of(), home()));
    try (StateStore store = StateStore.open(new StoreAddress.SqliteFile(state), cipher)) {
      RunRequest request = new RunRequest("planform apply", "bob@other", null, null);
      if (store.begin("default", request, Duration.ZERO)
          instanceof StateStore.Acquired.Granted(Run run)) {
        assertTrue(deploys().contains("waits for the state, which bob@other holds"), shell.out());
        assertTrue(shell.succeeds("deploy", "status").contains("bob@other"), shell.out());
        run.close();
      }
    }
    assertTrue(deploys().contains("shop: deployed"), shell.out());
    assertFalse(shell.succeeds("deploy", "history", "shop").contains("#3"), shell.out());
  }

  @Test
  void countsNoAttemptWhileTheRepositoryCannotBeReached() throws Exception {
    things("a");
    deploys();
    Files.move(folder.resolve("origin"), folder.resolve("away"));
    for (int i = 0; i < 4; i++) {
      assertTrue(failsToDeploy().contains("cannot be reached"), shell.out());
    }
    Files.move(folder.resolve("away"), folder.resolve("origin"));
    assertTrue(deploys().contains("shop: settled"), shell.out());
  }

  @Test
  void readsTheExample() throws Exception {
    Diagnostics diagnostics = new Diagnostics();
    Path example = Path.of("../examples/git").toAbsolutePath();
    assertEquals(
        List.of("storage", "api"),
        DeploymentsReader.read(example, new HashMap<>(), diagnostics).deployments().stream()
            .map(DeploymentSettings::name)
            .toList());
    assertEquals(List.of(), diagnostics.toList());
  }

  @Test
  void showsWhatTheHeadWouldChange() throws Exception {
    things("a");
    String plan = shell.succeeds("deploy", "plan");
    assertTrue(plan.contains("Plan: 1 to add, 0 to change, 0 to destroy."), plan);
    assertEquals(List.of(), live());
  }

  @Test
  void tellsWhatIsWrongWithADeclaration() throws Exception {
    write(
        folder.resolve("service/shop.deploy.hcl"),
        """
        repository "shop" {
          url  = "https://ada:secret@git.example.com/shop.git"
          pull = "1m"
        }
        deployment "shop" {
          repository   = "shopp"
          approval     = "never"
          max_destroys = -1
          depends_on   = ["shop"]
        }
        """);
    String told = shell.fails("deploy", "status");
    for (String part :
        List.of(
            "Password in a URL",
            "Unsupported argument",
            "Did you mean \"shop\"?",
            "automatic, no_destroy, always",
            "Invalid max_destroys",
            "Circle of deployments")) {
      assertTrue(told.contains(part), () -> part + " in " + told);
    }
  }
}
