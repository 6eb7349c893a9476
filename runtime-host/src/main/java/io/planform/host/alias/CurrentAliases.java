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

  /** Versions, by the ids of aliases that have reserved instances. */
  private final ConcurrentHashMap<String, String> serving = new ConcurrentHashMap<>();

  private volatile Runnable changed = () -> {};

  public CurrentAliases(HostDatabase database) {
    this.database = database;
  }

  public Optional<Alias> find(String functionId, String name) {
    return Optional.ofNullable(current.computeIfAbsent(functionId, this::read).get(name));
  }

  /** The alias that stands for a version. */
  public Optional<Alias> ofVersion(String functionId, String version) {
    return current.computeIfAbsent(functionId, this::read).values().stream()
        .filter(alias -> alias.version().equals(version))
        .findFirst();
  }

  /** A function's aliases have changed, or it is gone. */
  public void forget(String functionId) {
    current.remove(functionId);
    changed.run();
  }

  /** Hears of changes. */
  public void listen(Runnable listener) {
    changed = listener;
  }

  /**
   * The version that an alias' calls go to: the one before until its successor has been made ready.
   */
  String serving(Alias alias) {
    return serving.getOrDefault(alias.id(), alias.version());
  }

  /** Calls of an alias go to this version, whatever it is changed to, until more is said. */
  public void serve(String aliasId, String version) {
    serving.put(aliasId, version);
  }

  /** Calls of an alias go to the version that it stands for. */
  public void serveFreely(String aliasId) {
    serving.remove(aliasId);
  }

  private Map<String, Alias> read(String functionId) {
    Map<String, Alias> byName = new HashMap<>();
    database
        .read(connection -> AliasTable.of(connection, functionId))
        .forEach(alias -> byName.put(alias.name(), alias));
    return byName;
  }
}
