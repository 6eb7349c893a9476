package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code state rotate-key} as a user types it. */
class RotateKeyTest {
  private static final String NEWEST = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private ShellFixture shell;

  @BeforeEach
  void applySecrets() throws IOException {
    environment.put("HOME", directory.toString());
    environment.put("PLANFORM_HOME", directory.resolve("home").toString());
    shell = new ShellFixture(directory, environment, Main.commands());
    Files.writeString(
        directory.resolve("main.tf"),
        """
        terraform {
          backend "sqlite" {}
        }
        resource "fake_thing" "one" {
          name   = "one"
          secret = "swordfish"
        }
        output "secret" {
          value     = fake_thing.one.secret
          sensitive = true
        }
        """);
    shell.succeeds("init", "-backend-config=path=mine.db");
    shell.succeeds("apply", "-auto-approve");
  }

  private Path key() {
    return directory.resolve("home/keys/state.key");
  }

  @Test
  void theFormerKeyIsNeededNoMore() throws IOException {
    // The object, the output, and what the operation planned.
    assertTrue(
        shell.succeeds("state", "rotate-key").startsWith("Encrypted 3 documents with a new key."));
    List<String> keys = Files.readAllLines(key());
    assertEquals(2, keys.size());
    Files.writeString(key(), keys.getFirst());
    assertEquals("swordfish", shell.succeeds("output", "-raw", "secret"));
    assertTrue(shell.succeeds("plan").contains("No changes."));
    assertEquals(
        1, shell.succeeds("state", "history").lines().filter(x -> x.contains("apply")).count());
  }

  @Test
  void anotherStateFollowsToTheNewestKey() throws IOException {
    shell.succeeds("state", "rotate-key");
    shell.succeeds("init", "-reconfigure", "-backend-config=path=other.db");
    shell.succeeds("state", "rotate-key");
    shell.succeeds("init", "-reconfigure", "-backend-config=path=mine.db");
    List<String> keys = Files.readAllLines(key());
    assertEquals(3, keys.size());
    assertTrue(
        shell
            .succeeds("state", "rotate-key")
            .startsWith("The rotation that was begun is done: encrypted 3 documents."));
    assertEquals(keys, Files.readAllLines(key()));
  }

  @Test
  void aKeyOfTheEnvironmentIsPutThereByTheUser() throws IOException {
    String former = Files.readString(key()).strip();
    environment.put("PLANFORM_STATE_KEY_COMMAND", "echo " + former);
    assertEquals(ExitCode.ERROR, shell.run("state", "rotate-key"));
    String why = shell.err().replaceAll("\\s+(│ )?", " ");
    assertTrue(why.contains("Put a new key before it"), why);
    environment.put("PLANFORM_STATE_KEY_COMMAND", "echo " + NEWEST + "," + former);
    shell.succeeds("state", "rotate-key");
    environment.put("PLANFORM_STATE_KEY_COMMAND", "echo " + NEWEST);
    assertEquals("swordfish", shell.succeeds("output", "-raw", "secret"));
  }

  @Test
  void waitsForWhoeverWrites() throws Exception {
    StoreAddress address = new StoreAddress.SqliteFile(directory.resolve("mine.db"));
    RunRequest other = new RunRequest("planform apply", "ada@example", null, null);
    try (StateStore store =
        StateStore.open(address, new EnvelopeCipher(new KeySource.KeyFile(key())))) {
      var granted = (StateStore.Acquired.Granted) store.begin("default", other, Duration.ZERO);
      try (var _ = granted.run()) {
        assertEquals(ExitCode.LEASE_BUSY, shell.run("state", "rotate-key"));
        assertTrue(shell.err().contains("ada@example has been running"), shell.err());
      }
    }
    assertEquals(1, Files.readAllLines(key()).size());
  }
}
