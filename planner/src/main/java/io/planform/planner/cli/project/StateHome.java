package io.planform.planner.cli.project;

import io.planform.store.state.StoreAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where states are that a configuration does not place, or places by a relative path.
 *
 * @param directory against which paths are resolved
 * @param schema has the state that nothing else is said of; with it, a state in a file is refused:
 *     another machine would not find it. Null for a file in the directory
 */
public record StateHome(Path directory, StoreAddress.@Nullable PostgresSchema schema) {

  /** The directory of the manifests themselves. */
  static StateHome of(Path directory) {
    return new StateHome(directory, null);
  }

  StoreAddress usual() {
    return schema != null
        ? schema
        : new StoreAddress.SqliteFile(directory.resolve(StateLocation.DEFAULT));
  }
}
