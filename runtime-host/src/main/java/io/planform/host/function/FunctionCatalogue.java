package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Page;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All functions, durable in the host's database. Safe for use by many threads. */
public final class FunctionCatalogue {
  private static final int STRIPES = 64;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final FunctionChanges changes;
  private final InstantSource clock;
  private final FunctionTable table;
  private final ConcurrentHashMap<FunctionUrn, CurrentFunction> current = new ConcurrentHashMap<>();
  private final List<Lock> stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).map(Lock.class::cast).toList();

  public FunctionCatalogue(
      HostDatabase database, OperationLedger ledger, FunctionChanges changes, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.changes = changes;
    this.clock = clock;
    this.table = new FunctionTable(database);
  }

  private record Update(FunctionEntry entry, boolean changed) {}

  /** A page of functions, and how many there are in all. */
  record Listing(List<FunctionEntry> entries, long total) {}

  public Optional<FunctionEntry> find(FunctionUrn urn) {
    return database.read(connection -> table.find(connection, urn.bare()));
  }

  /**
   * @throws ApiException FSS.1051 where it does not exist
   */
  public FunctionEntry get(FunctionUrn urn) {
    return find(urn).orElseThrow(() -> missing(urn));
  }

  /** A function to be called, from memory after the first time. */
  public Optional<CurrentFunction> current(FunctionUrn urn) {
    return Optional.ofNullable(
        current.computeIfAbsent(
            urn.bare(), bare -> find(bare).map(FunctionEntry::toCurrent).orElse(null)));
  }

  Listing list(FunctionFilter filter, Page page) {
    return database.read(
        connection ->
            new Listing(
                table.list(connection, filter, page.offset(), page.size()),
                FunctionTable.count(connection, filter)));
  }

  /**
   * Adds a function and remembers the answer for its operation.
   *
   * @throws ApiException FSS.1061 where the name is taken
   */
  Response create(
      FunctionEntry draft, Operation operation, Function<FunctionEntry, Response> answer) {
    return exclusively(
        draft.urn(),
        () ->
            database.write(
                connection -> {
                  ledger.checkFence(connection, operation);
                  Optional<Response> before = ledger.recall(connection, operation);
                  if (before.isPresent()) {
                    return before.get();
                  }
                  if (table.find(connection, draft.urn()).isPresent()) {
                    throw new ApiException(
                        FgsError.FSS_1061, "There is a function %s.".formatted(draft.urn()));
                  }
                  FunctionEntry entry = stamped(connection, draft);
                  table.insert(connection, entry);
                  Response response = answer.apply(entry);
                  ledger.remember(connection, operation, response);
                  return response;
                }));
  }

  /**
   * Changes a function; the change sees the newest state, and nobody else changes it meanwhile. An
   * entry that comes back equal is not a change.
   */
  FunctionEntry update(FunctionUrn urn, Operation operation, UnaryOperator<FunctionEntry> change) {
    return exclusively(
        urn.bare(),
        () -> {
          Update update =
              database.write(connection -> updateRow(connection, urn, operation, change));
          if (update.changed()) {
            current.remove(urn.bare());
            changes.changed(update.entry());
          }
          return update.entry();
        });
  }

  private Update updateRow(
      Connection connection,
      FunctionUrn urn,
      Operation operation,
      UnaryOperator<FunctionEntry> change)
      throws SQLException {
    ledger.checkFence(connection, operation);
    FunctionEntry before = getRow(connection, urn);
    FunctionEntry after = change.apply(before);
    if (after.equals(before)) {
      return new Update(before, false);
    }
    FunctionEntry entry = stamped(connection, after);
    table.update(connection, entry);
    return new Update(entry, true);
  }

  /** Marks it for the lists; that is no new revision. */
  void collect(FunctionUrn urn, Operation operation, boolean mark) {
    database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          table.update(connection, getRow(connection, urn).collected(mark));
          return mark;
        });
  }

  /** Deletes a function with its tags and triggers. */
  FunctionEntry delete(FunctionUrn urn, Operation operation) {
    return exclusively(
        urn.bare(),
        () -> {
          FunctionEntry last =
              database.write(
                  connection -> {
                    ledger.checkFence(connection, operation);
                    FunctionEntry entry = getRow(connection, urn);
                    FunctionTable.delete(connection, entry);
                    return entry;
                  });
          current.remove(urn.bare());
          changes.deleted(last, FunctionEntry.keyPrefix(last.urn()));
          return last;
        });
  }

  /** Whether any function has this code. */
  public boolean refersTo(String stored) {
    return database.read(connection -> FunctionTable.refersTo(connection, stored));
  }

  long totalCodeSize() {
    return database.read(FunctionTable::totalCodeSize);
  }

  long count() {
    return database.read(connection -> FunctionTable.count(connection, FunctionFilter.ALL));
  }

  private FunctionEntry getRow(Connection connection, FunctionUrn urn) throws SQLException {
    return table.find(connection, urn.bare()).orElseThrow(() -> missing(urn));
  }

  private FunctionEntry stamped(Connection connection, FunctionEntry entry) throws SQLException {
    return entry.at(
        FunctionTable.nextRevision(connection), clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private static ApiException missing(FunctionUrn urn) {
    return new ApiException(FgsError.FSS_1051, "There is no function %s.".formatted(urn.bare()));
  }

  /** Listeners hear of a function's changes in the order in which they became durable. */
  private <T> T exclusively(FunctionUrn urn, Supplier<T> work) {
    Lock lock = stripes.get(Math.floorMod(urn.hashCode(), STRIPES));
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
