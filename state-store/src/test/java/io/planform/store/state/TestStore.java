package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.database.PostgresServer;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.testing.PostgresProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A store of a test, also as named to another process.
 *
 * @param folder holds the key, and the file if it is SQLite
 * @param name of the folder with the file, or the end of the schema's name
 * @param url of the PostgreSQL database, where the schema is named like the folder; empty for
 *     SQLite
 */
record TestStore(Path folder, String url, String name) {
  TestStore(Path folder, String url) {
    this(folder, url, "state");
  }

  static final List<String> KINDS = List.of("sqlite", "postgres");

  static TestStore sqlite(Path folder) {
    return new TestStore(folder, "");
  }

  static TestStore postgres(Path folder) {
    return new TestStore(folder, PostgresProcess.shared().url());
  }

  static TestStore of(String kind, Path folder) {
    return kind.equals("postgres") ? postgres(folder) : sqlite(folder);
  }

  static List<String> kinds() {
    return KINDS;
  }

  static TestStore named(String[] arguments) {
    return new TestStore(Path.of(arguments[0]), arguments[1]);
  }

  /** With the same key. */
  TestStore another() {
    return new TestStore(folder, url, "another");
  }

  Path file() {
    return folder.resolve(name).resolve("state.db");
  }

  Path key() {
    return folder.resolve("keys").resolve("state.key");
  }

  String schema() {
    return folder + "/" + name;
  }

  StoreAddress address() throws StoreException {
    return url.isEmpty()
        ? new StoreAddress.SqliteFile(file())
        : new StoreAddress.PostgresSchema(PostgresServer.parse(url, Map.of()), schema());
  }

  StateStore open() throws StoreException {
    return open(Duration.ofMinutes(2), CrashPoint.NONE);
  }

  StateStore open(Duration lease, CrashPoint crashPoint) throws StoreException {
    return DatabaseStateStore.open(
        address(), new EnvelopeCipher(new KeySource.KeyFile(key())), lease, crashPoint);
  }
}
