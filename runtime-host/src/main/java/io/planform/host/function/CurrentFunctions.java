package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is called, in memory from the first call to the next change. */
final class CurrentFunctions {
  private final HostDatabase database;
  private final FunctionTable functions;
  private final VersionTable versions;

  /** Versions by name, by function. */
  private final ConcurrentHashMap<FunctionUrn, Map<String, CurrentFunction>> current =
      new ConcurrentHashMap<>();

  CurrentFunctions(HostDatabase database, FunctionTable functions, VersionTable versions) {
    this.database = database;
    this.functions = functions;
    this.versions = versions;
  }

  /**
   * @param urn without version for {@code latest}
   */
  Optional<CurrentFunction> find(FunctionUrn urn) {
    Map<String, CurrentFunction> byName = current.computeIfAbsent(urn.bare(), this::read);
    String qualifier = urn.qualifier();
    return byName == null
        ? Optional.empty()
        : Optional.ofNullable(byName.get(qualifier == null ? FunctionUrn.LATEST : qualifier));
  }

  /** A function, or one of its versions, has changed. */
  void forget(FunctionUrn urn) {
    current.remove(urn.bare());
  }

  /** Null where there is no function. */
  private @Nullable Map<String, CurrentFunction> read(FunctionUrn bare) {
    return database
        .read(
            connection -> {
              Optional<FunctionEntry> function = functions.find(connection, bare);
              return function.isEmpty()
                  ? Optional.<Map<String, CurrentFunction>>empty()
                  : Optional.of(byName(connection, function.get()));
            })
        .orElse(null);
  }

  private Map<String, CurrentFunction> byName(Connection connection, FunctionEntry function)
      throws SQLException {
    Map<String, CurrentFunction> byName = new HashMap<>();
    byName.put(FunctionUrn.LATEST, function.toCurrent());
    for (FunctionEntry version : versions.of(connection, function)) {
      byName.put(version.version().name(), version.toCurrent());
    }
    return byName;
  }
}
