package io.planform.host.trigger;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Page;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** All triggers, durable in the host's database. Safe for use by many threads. */
public final class TriggerCatalogue {
  private final HostDatabase database;
  private final OperationLedger ledger;
  private final TriggerTable table;
  private final TriggerChanges changes;

  /** Keeps what listeners hear in the order in which it became durable. */
  private final Lock writing = new ReentrantLock();

  public TriggerCatalogue(
      HostDatabase database, OperationLedger ledger, TriggerTypes types, TriggerChanges changes) {
    this.database = database;
    this.ledger = ledger;
    this.table = new TriggerTable(types, new TriggerSecrets(database, types));
    this.changes = changes;
  }

  /** Tells of every trigger there is, at the host's start. */
  public void announceAll() {
    database.read(table::all).forEach(changes::changed);
  }

  Optional<Response> recall(Operation operation) {
    return ledger.recall(database, operation);
  }

  private record Creation(Response answer, boolean isNew) {}

  /** Adds a trigger and remembers the answer for its operation. */
  Response create(Trigger trigger, Operation operation, Function<Trigger, Response> answer) {
    writing.lock();
    try {
      Creation creation =
          database.write(
              connection -> {
                ledger.checkFence(connection, operation);
                Optional<Response> before = ledger.recall(connection, operation);
                if (before.isPresent()) {
                  return new Creation(before.get(), false);
                }
                table.checkConflicts(connection, trigger);
                table.insert(connection, trigger);
                Response made = answer.apply(trigger);
                ledger.remember(connection, operation, made);
                return new Creation(made, true);
              });
      if (creation.isNew()) {
        changes.changed(trigger);
      }
      return creation.answer();
    } finally {
      writing.unlock();
    }
  }

  Optional<Trigger> find(FunctionUrn target, String type, String id) {
    return database.read(connection -> table.find(connection, target, type, id));
  }

  List<Trigger> list(FunctionUrn target) {
    return database.read(connection -> table.of(connection, target));
  }

  /** A page of all triggers, and how many there are. */
  record Listing(List<Trigger> triggers, long total) {}

  Listing list(Page page) {
    return database.read(
        connection ->
            new Listing(
                table.page(connection, page.offset(), page.size()),
                TriggerTable.count(connection)));
  }

  Trigger update(
      FunctionUrn target,
      String type,
      String id,
      Operation operation,
      UnaryOperator<Trigger> change) {
    writing.lock();
    try {
      Trigger updated =
          database.write(
              connection -> {
                ledger.checkFence(connection, operation);
                Trigger after =
                    change.apply(
                        table.find(connection, target, type, id).orElseThrow(() -> missing(id)));
                table.checkConflicts(connection, after);
                table.update(connection, after);
                return after;
              });
      changes.changed(updated);
      return updated;
    } finally {
      writing.unlock();
    }
  }

  void delete(FunctionUrn target, String type, String id, Operation operation) {
    writing.lock();
    try {
      Trigger last =
          database.write(
              connection -> {
                ledger.checkFence(connection, operation);
                Trigger trigger =
                    table.find(connection, target, type, id).orElseThrow(() -> missing(id));
                TriggerTable.delete(connection, trigger);
                return trigger;
              });
      changes.deleted(last);
    } finally {
      writing.unlock();
    }
  }

  /** Those of a version or alias; those of the whole function where the URN names neither. */
  void deleteAll(FunctionUrn target, Operation operation) {
    List<Trigger> all =
        target.qualifier() == null
            ? database.read(connection -> table.ofFunction(connection, target))
            : list(target);
    all.forEach(trigger -> delete(trigger.target(), trigger.type(), trigger.id(), operation));
  }

  /** Records when timers fired, unless they were changed meanwhile. */
  void fired(Map<Trigger, Instant> timers) {
    database.write(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE event_trigger SET fired_at = ? WHERE id = ? AND updated_at = ?")) {
            for (Map.Entry<Trigger, Instant> timer : timers.entrySet()) {
              update.setLong(1, timer.getValue().toEpochMilli());
              update.setString(2, timer.getKey().id());
              update.setString(3, timer.getKey().updatedAt().toString());
              update.executeUpdate();
            }
          }
          return true;
        });
  }

  static ApiException missing(String id) {
    return new ApiException(FgsError.FSS_1131, "There is no trigger %s.".formatted(id));
  }
}
