package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.project.StateLocation;
import io.planform.testing.PostgresProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the state is kept, as configurations say it; and workspaces, which are Terraform 1.11's.
 */
class BackendTest {
  private static final String SCHEMA = "schema_name = \"%s\"";

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private ShellFixture shell;

  @BeforeEach
  void workplace() {
    environment.put("HOME", directory.toString());
    environment.put("PLANFORM_HOME", directory.resolve("home").toString());
    shell = new ShellFixture(directory, environment, Main.commands());
  }

  @Test
  void keepsTheStateInAFile() throws IOException {
    applied("backend \"sqlite\" { path = \"states/mine.db\" }");
    assertTrue(Files.exists(directory.resolve("states/mine.db")));
    assertFalse(Files.exists(directory.resolve(StateLocation.DEFAULT)));
  }

  @Test
  void keepsTheStateInPostgres() throws Exception {
    applied(postgres("postgres", SCHEMA.formatted(schema())));
    assertEquals("1", sql("SELECT count(*) FROM \"%s\".resource"));
    assertFalse(Files.exists(directory.resolve(StateLocation.DEFAULT)));
  }

  @Test
  void keepsTheStateInPostgresThatTheEnvironmentNames() throws Exception {
    environment.put("PG_CONN_STR", PostgresProcess.shared().url());
    environment.put("PG_SCHEMA_NAME", schema());
    applied("backend \"postgres\" {}");
    assertEquals("1", sql("SELECT count(*) FROM \"%s\".resource"));
  }

  @Test
  void leavesTheFileThatTerraformWroteAsItIs() throws IOException {
    Path terraform = Files.writeString(directory.resolve("terraform.tfstate"), "{\"version\": 4}");
    applied("backend \"local\" {\n path = \"terraform.tfstate\"\n workspace_dir = \"d\"\n}");
    assertEquals("{\"version\": 4}", Files.readString(terraform));
    assertTrue(Files.exists(directory.resolve("terraform.tfstate.planform.db")));
    manifest("backend \"sqlite\" { path = \"terraform.tfstate\" }");
    assertContains("planform state import-tfstate", shell.fails("apply", "-auto-approve"));
    assertEquals("{\"version\": 4}", Files.readString(terraform));
  }

  @Test
  void leavesTheSchemaThatTerraformWroteAsItIs() throws Exception {
    sql("CREATE SCHEMA \"%1$s\"; CREATE TABLE \"%1$s\".states (name TEXT, data TEXT)");
    applied(postgres("pg", SCHEMA.formatted(schema()) + "\n    skip_schema_creation = true"));
    assertEquals("1", sql("SELECT count(*) FROM \"%s_planform\".resource"));
    manifest(postgres("postgres", SCHEMA.formatted(schema())));
    assertContains("planform state import-tfstate", shell.fails("apply", "-auto-approve"));
    assertEquals(
        "states", sql("SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = '%s'"));
  }

  @Test
  void takesSettingsThatInitWasGivenAndKeepsTheirSecrets() throws Exception {
    manifest("backend \"postgres\" { schema_name = \"elsewhere\" }");
    Path file = Files.writeString(directory.resolve("x.hcl"), SCHEMA.formatted(schema()) + "\n");
    shell.succeeds(
        "init",
        "-backend-config=conn_str=" + PostgresProcess.shared().url(),
        "-backend-config=" + file);
    shell.succeeds("apply", "-auto-approve");
    assertEquals("1", sql("SELECT count(*) FROM \"%s\".resource"));
    try (Stream<Path> files = Files.list(directory.resolve(".planform"))) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(each, StandardCharsets.ISO_8859_1).contains("swordfish"));
      }
    }
    manifest("backend \"sqlite\" {}");
    assertContains("has no argument", shell.fails("plan"));
    shell.succeeds("init", "-reconfigure");
    shell.succeeds("plan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backend \"s3\" { bucket = \"b\" }|Unsupported backend s3",
        "backend \"sqlite\" { pth = \"b\" }|did you mean path?",
        "backend \"sqlite\" { path = var.x }|Variables may not be used here",
        "backend \"sqlite\" { path = [1] }|The path of a backend is a text",
        "backend \"postgres\" { conn_str = \"swordfish\" }|nor pairs like",
        "backend \"postgres\" { conn_str = \"postgres://a:swordfish@h:x/d\" }|Invalid conn_str",
        "backend \"postgres\" { conn_str = \"postgres://a:swordfish@h/d?sslmde=no\" }|sslmde",
        "backend \"postgres\" { conn_str = \"postgres://a:swordfish@h/d?sslmode=no\" }|sslmode is none of",
        "backend \"postgres\" { conn_str = \"host=/tmp password=swordfish\" }|Unix socket",
        "backend \"postgres\" { conn_str = \"postgres://a:%zz@h/d\" }|hexadecimal",
        "backend \"postgres\" { schema_name = \"\" }|1 to 63 characters",
      })
  void refusesABackendItCannotHonour(String block, String why) throws IOException {
    manifest(block);
    String message = shell.fails("plan");
    assertContains(why, message.replaceAll("\\s+(│ )?", " "));
    assertContains("main.tf:2:", message);
    assertFalse(message.contains("swordfish"), message);
  }

  @Test
  void saysWhyAServerCannotBeUsedWithoutThePassword() throws IOException {
    PostgresProcess server = PostgresProcess.shared();
    environment.put("PGPASSWORD", "marlin");
    String at = "127.0.0.1:" + server.port();
    manifest("backend \"postgres\" { conn_str = \"postgres://planform@" + at + "/planform\" }");
    assertContains("refuses this user or password", shell.fails("plan"));
    assertFalse(shell.err().contains("marlin"));
    environment.put("PGPASSWORD", "swordfish");
    manifest("backend \"postgres\" { conn_str = \"postgres://planform@" + at + "/other\" }");
    assertContains("no such database", shell.fails("plan"));
    manifest("backend \"postgres\" { conn_str = \"postgres://planform@127.0.0.1:1/planform\" }");
    assertContains("127.0.0.1:1", shell.fails("plan"));
    assertContains("refused", shell.err());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keepsWorkspacesInOneStore(boolean inPostgres) throws Exception {
    manifest(inPostgres ? postgres("postgres", SCHEMA.formatted(schema())) : "");
    assertEquals("* default\n\n", shell.succeeds("workspace", "list"));
    assertEquals("default\n", shell.succeeds("workspace", "show"));
    assertContains(
        "Created and switched to workspace \"dev\"!", shell.succeeds("workspace", "new", "dev"));
    assertContains("Workspace \"dev\" already exists", shell.fails("workspace", "new", "dev"));
    assertEquals("  default\n* dev\n\n", shell.succeeds("workspace", "list"));
    shell.succeeds("apply", "-auto-approve");
    assertEquals("dev", shell.succeeds("output", "-raw", "workspace"));
    assertContains("Workspace \"nope\" doesn't exist.", shell.fails("workspace", "select", "nope"));
    assertContains("is your active workspace", shell.fails("workspace", "delete", "dev"));
    assertContains("cannot delete default state", shell.fails("workspace", "delete", "default"));
    assertContains("switched", shell.succeeds("workspace", "select", "-or-create", "nope"));
    assertEquals("", shell.succeeds("workspace", "select", "nope"));
    assertContains(
        "Switched to workspace \"default\".", shell.succeeds("workspace", "select", "default"));
    assertContains("No state file was found", shell.fails("state", "list"));
    assertContains("Deleted workspace \"nope\"!", shell.succeeds("workspace", "delete", "nope"));
    assertContains("Workspace is not empty", shell.fails("workspace", "delete", "dev"));
    assertContains("  - terraform_data.one", shell.err());
    assertContains(
        "WARNING: \"dev\" was non-empty.", shell.succeeds("workspace", "delete", "-force", "dev"));
    assertContains("Workspace \"dev\" doesn't exist.", shell.fails("workspace", "delete", "dev"));
    assertEquals("* default\n\n", shell.succeeds("workspace", "list"));
  }

  @Test
  void movesAStateFromAFileToPostgresByABackup() throws Exception {
    applied("");
    assertContains("Backed up 1 workspaces", shell.succeeds("state", "backup", "b.db"));
    assertContains("exists already", shell.fails("state", "backup", "b.db"));
    assertContains("has revisions of default", shell.fails("state", "restore", "b.db"));
    manifest(postgres("postgres", SCHEMA.formatted(schema())));
    assertContains("There is no backup", shell.fails("state", "restore", "c.db"));
    assertContains("Restored 1 workspaces", shell.succeeds("state", "restore", "b.db"));
    assertContains("No changes.", shell.succeeds("plan"));
  }

  @Test
  void letsTheEnvironmentChooseTheWorkspace() throws IOException {
    manifest("");
    environment.put("TF_WORKSPACE", "foo");
    assertEquals("foo\n", shell.succeeds("workspace", "show"));
    assertContains("currently overridden", shell.fails("workspace", "new", "x"));
    assertContains("currently overridden", shell.fails("workspace", "select", "default"));
    shell.succeeds("apply", "-auto-approve");
    assertEquals("foo", shell.succeeds("output", "-raw", "workspace"));
    assertEquals(
        """
          default
        * foo



        The active workspace is being overridden using the TF_WORKSPACE environment
        variable.

        """,
        shell.succeeds("workspace", "list"));
    for (String refused : List.of("a b", "a/b", "..", "ä")) {
      environment.put("TF_WORKSPACE", refused);
      assertContains("Invalid workspace name set using TF_WORKSPACE", shell.fails("plan"));
      assertContains("Invalid workspace name", shell.fails("workspace", "show"));
      assertContains("is not allowed", shell.fails("workspace", "new", refused));
    }
  }

  private String postgres(String type, String more) {
    return "backend \"%s\" {\n    conn_str = \"%s\"\n    %s\n  }"
        .formatted(type, PostgresProcess.shared().url(), more);
  }

  /** The folder's name, which is unique. */
  private String schema() {
    return directory.getFileName().toString();
  }

  private String sql(String statement) throws Exception {
    return PostgresProcess.shared().sql(statement.formatted(schema()));
  }

  private void manifest(String backend) throws IOException {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        terraform {
          %s
        }
        resource "terraform_data" "one" {}
        output "workspace" {
          value = terraform.workspace
        }
        """
            .formatted(backend));
  }

  private void applied(String backend) throws IOException {
    manifest(backend);
    shell.succeeds("apply", "-auto-approve");
  }

  private static void assertContains(String part, String text) {
    assertTrue(text.contains(part), text);
  }
}
