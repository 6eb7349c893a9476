package io.planform.store.database;

import io.planform.store.StoreException;
import java.sql.SQLException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** What {@link Migrations} are applied to. */
interface Migrated {
  /** The version of the newest migration that was applied; 0 if none was. */
  int newestApplied() throws SQLException;

  /** Tells Flyway where this is. */
  FluentConfiguration migration(FluentConfiguration flyway);

  /** An error that begins with this one's name. */
  StoreException failure(String what, @Nullable Throwable cause);
}
