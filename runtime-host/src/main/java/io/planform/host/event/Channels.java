package io.planform.host.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All channels, and who wants to know of the events of each. Safe for use by many threads. */
public final class Channels {
  private final HostDatabase database;
  private final OperationLedger ledger;

  /** By channel, by the trigger's id. */
  private final Map<String, Map<String, EventFilter>> watches = new ConcurrentHashMap<>();

  public Channels(HostDatabase database, OperationLedger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /** A change of the table. */
  interface Change {
    void on(Connection connection) throws SQLException;
  }

  /** Makes a change, once for each operation. */
  Response done(Operation operation, Response answer, Change change) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          Optional<Response> known = ledger.recall(connection, operation);
          if (known.isEmpty()) {
            change.on(connection);
            ledger.remember(connection, operation, answer);
          }
          return known.orElse(answer);
        });
  }

  List<Channel> all() {
    return database.read(ChannelTable::all);
  }

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  Channel get(String id) {
    return database
        .read(connection -> ChannelTable.find(connection, id))
        .orElseThrow(
            () -> new ApiException(FgsError.FSS_0404, "There is no channel %s.".formatted(id)));
  }

  public boolean has(String id) {
    return database.read(connection -> ChannelTable.find(connection, id)).isPresent();
  }

  /**
   * @param name that the channel must have; empty for any
   * @throws ApiException FSS.0404 where there is no such channel
   */
  public void check(String id, String name) {
    if (!name.isEmpty() && !get(id).name().equals(name)) {
      throw new ApiException(
          FgsError.FSS_0404, "The channel %s is not named %s.".formatted(id, name));
    }
    get(id);
  }

  /** Keeps events for a trigger from now on, in the place of what it wanted before. */
  public void watch(String trigger, String channel, EventFilter filter) {
    watches.computeIfAbsent(channel, _ -> new ConcurrentHashMap<>()).put(trigger, filter);
    watches.forEach(
        (id, of) -> {
          if (!id.equals(channel)) {
            of.remove(trigger);
          }
        });
  }

  /** A trigger wants no events any more. */
  public void forget(String trigger) {
    watches.values().forEach(of -> of.remove(trigger));
  }

  boolean isWatched(Channel channel) {
    return !watches.getOrDefault(channel.id(), Map.of()).isEmpty();
  }

  /** Publishes events, all or none; they are durable then for everybody who wants them. */
  void publish(Channel channel, List<ObjectNode> events) {
    Map<String, EventFilter> wanted = watches.getOrDefault(channel.id(), Map.of());
    database.write(
        connection -> {
          for (ObjectNode event : events) {
            tell(connection, wanted, event);
          }
          return true;
        });
  }

  private void tell(Connection connection, Map<String, EventFilter> wanted, ObjectNode event)
      throws SQLException {
    String text = event.toString();
    for (Map.Entry<String, EventFilter> each : wanted.entrySet()) {
      if (each.getValue().matches(event) && !ChannelTable.tell(connection, each.getKey(), text)) {
        forget(each.getKey());
      }
    }
  }
}
