package io.planform.store.state;

import io.planform.store.database.PostgresServer;
import java.nio.file.Path;

/** Where states are kept. */
public sealed interface StoreAddress {
  /** A file, which is made where it is missing. */
  record SqliteFile(Path path) implements StoreAddress {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A schema, which is made where it is missing. */
  record PostgresSchema(PostgresServer server, String schema) implements StoreAddress {
    @Override
    public String toString() {
      return "schema " + schema + " of the " + server;
    }
  }
}
