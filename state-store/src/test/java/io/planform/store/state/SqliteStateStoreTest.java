package io.planform.store.state;

import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.Sample.secret;
import static io.planform.store.state.StoreTest.WORKSPACE;
import static io.planform.store.state.StoreTest.begin;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateStoreTest {
  @TempDir Path folder;

  @Test
  void keepsSecretsEncryptedInEveryFile() throws Exception {
    try (StateStore store = state().open();
        Run run = begin(store)) {
      run.intend(operation("1", "a"));
      run.write(List.of(put(secret("a", "swordfish")), put(resource("b", "in clear"))));
      assertFalse(isInFiles("swordfish"));
      assertFalse(isInFiles("unrevealed"));
      assertTrue(isInFiles("in clear"));
    }
    assertFalse(isInFiles("swordfish"));
  }

  @Test
  void refusesSecretsThatWereSwapped() throws Exception {
    try (StateStore store = state().open();
        Run run = begin(store)) {
      run.write(List.of(put(secret("a", "1")), put(secret("b", "2"))));
    }
    execute(
        """
        UPDATE resource SET attributes =
          (SELECT attributes FROM resource other WHERE other.address <> resource.address)
        """);
    try (StateStore store = state().open()) {
      StoreException refused = assertThrows(StoreException.class, () -> store.snapshot(WORKSPACE));
      assertTrue(refused.getMessage().contains("resource a of revision 1"), refused.getMessage());
      assertThrows(StoreException.class, () -> begin(store));
    }
  }

  @Test
  void takesNoLeaseWhenTheKeyIsMissing() throws Exception {
    try (StateStore store = state().open();
        Run run = begin(store)) {
      run.write(List.of(put(secret("a", "1"))));
    }
    Path key = folder.resolve("keys/state.key");
    Path elsewhere = folder.resolve("elsewhere.key");
    Files.move(key, elsewhere);
    try (StateStore store = state().open()) {
      assertThrows(StoreException.class, () -> begin(store));
      Files.move(elsewhere, key);
      begin(store).close();
    }
  }

  private boolean isInFiles(String text) throws Exception {
    try (Stream<Path> files = Files.list(file().getParent())) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path file() {
    return state().file();
  }

  private TestStore state() {
    return TestStore.sqlite(folder);
  }
}
