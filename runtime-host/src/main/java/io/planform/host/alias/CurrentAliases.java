package io.planform.host.alias;

import io.planform.host.storage.HostDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The aliases that are called, in memory from the first call to the next change. */
public final class CurrentAliases {
  private final HostDatabase database;

  /** By name, by the id of their function. */
  private final ConcurrentHashMap<String, Map<String, Alias>> current = new ConcurrentHashMap<>();

  public CurrentAliases(HostDatabase database) {
    this.database = database;
  }

  Optional<Alias> find(String functionId, String name) {
    return Optional.ofNullable(current.computeIfAbsent(functionId, this::read).get(name));
  }

  /** A function's aliases have changed, or it is gone. */
  public void forget(String functionId) {
    current.remove(functionId);
  }

  private Map<String, Alias> read(String functionId) {
    Map<String, Alias> byName = new HashMap<>();
    database
        .read(connection -> AliasTable.of(connection, functionId))
        .forEach(alias -> byName.put(alias.name(), alias));
    return byName;
  }
}
