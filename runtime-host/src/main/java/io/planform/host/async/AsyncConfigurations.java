package io.planform.host.async;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.Urns;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All configurations; those that are needed are in memory until the next change. */
public final class AsyncConfigurations {
  private final HostDatabase database;
  private final OperationLedger ledger;
  private final ConfigurationTable table;

  /** By the id of what they are for, by that of its function. */
  private final ConcurrentHashMap<String, Map<String, AsyncConfiguration>> current =
      new ConcurrentHashMap<>();

  public AsyncConfigurations(HostDatabase database, OperationLedger ledger, Urns urns) {
    this.database = database;
    this.ledger = ledger;
    this.table = new ConfigurationTable(urns);
  }

  /** That of a function, version or alias; {@link AsyncConfiguration#NONE} where it has none. */
  AsyncConfiguration find(String functionId, String targetId) {
    return current
        .computeIfAbsent(functionId, this::read)
        .getOrDefault(targetId, AsyncConfiguration.NONE);
  }

  private Map<String, AsyncConfiguration> read(String functionId) {
    Map<String, AsyncConfiguration> byTarget = new HashMap<>();
    of(functionId).forEach(each -> byTarget.put(each.targetId(), each));
    return byTarget;
  }

  /** Those of a function, its versions and aliases. */
  List<AsyncConfiguration> of(String functionId) {
    return database.read(connection -> table.of(connection, functionId));
  }

  /** A function, or one of its versions or aliases, is gone. */
  public void forget(String functionId) {
    current.remove(functionId);
  }

  /** Adds one, or takes the place of the one that there is, and keeps its age. */
  AsyncConfiguration put(AsyncConfiguration configuration, Operation operation) {
    AsyncConfiguration stored =
        database.write(
            connection -> {
              ledger.checkFence(connection, operation);
              ConfigurationTable.put(connection, configuration);
              return table.find(connection, configuration.targetId()).orElse(configuration);
            });
    forget(configuration.functionId());
    return stored;
  }

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  void delete(String functionId, String targetId, Operation operation) {
    database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          if (!ConfigurationTable.delete(connection, targetId)) {
            throw missing();
          }
          return true;
        });
    forget(functionId);
  }

  Optional<AsyncConfiguration> get(String targetId) {
    return database.read(connection -> table.find(connection, targetId));
  }

  static ApiException missing() {
    return new ApiException(
        FgsError.FSS_0404, "There is no configuration of asynchronous invocations.");
  }
}
