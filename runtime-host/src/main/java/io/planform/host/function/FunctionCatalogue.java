package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.dependency.DependencyTable;
import io.planform.host.filesystem.FileSystems;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Page;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import io.planform.host.stream.LogStreams;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final LogStreams streams;
  private final FunctionChanges changes;
  private final InstantSource clock;
  private final FunctionTable table;
  private final VersionTable versions;

  private final CurrentFunctions current;
  private final List<Lock> stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).map(Lock.class::cast).toList();

  public FunctionCatalogue(
      HostDatabase database,
      OperationLedger ledger,
      LogStreams streams,
      FunctionChanges changes,
      InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.streams = streams;
    this.changes = changes;
    this.clock = clock;
    this.table = new FunctionTable(database);
    this.versions = new VersionTable(database);
    this.current = new CurrentFunctions(database, table, versions);
  }

  private record Update(FunctionEntry entry, boolean changed) {}

  /** A page of functions, and how many there are in all. */
  record Listing(List<FunctionEntry> entries, long total) {}

  /**
   * A function by the URN of its version or alias; the version {@code latest} by any other.
   *
   * @throws ApiException FSS.1051, FSS.1052, FSS.1053 where there is no function, version or alias
   */
  public FunctionEntry get(FunctionUrn urn) {
    return database.read(connection -> getRow(connection, urn));
  }

  /**
   * The URN, without version, of a function that a request is to change.
   *
   * @throws ApiException FSS.1015 for a published version; as {@link #get} besides
   */
  FunctionUrn changeable(FunctionUrn urn) {
    FunctionEntry entry = get(urn);
    if (!entry.version().isLatest()) {
      throw new ApiException(
          FgsError.FSS_1015,
          "The version %s is published and does not change; change latest and publish another."
              .formatted(entry.version().name()));
    }
    return entry.urn();
  }

  /**
   * A version to be called, from memory after the first time.
   *
   * @param urn without version for {@code latest}; not that of an alias
   */
  public Optional<CurrentFunction> current(FunctionUrn urn) {
    return current.find(urn);
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
        () -> {
          Response response =
              database.write(connection -> insertRow(connection, draft, operation, answer));
          current.find(draft.urn()).ifPresent(changes::created);
          return response;
        });
  }

  private Response insertRow(
      Connection connection,
      FunctionEntry draft,
      Operation operation,
      Function<FunctionEntry, Response> answer)
      throws SQLException {
    ledger.checkFence(connection, operation);
    Optional<Response> before = ledger.recall(connection, operation);
    if (before.isPresent()) {
      return before.get();
    }
    if (table.find(connection, draft.urn()).isPresent()) {
      throw new ApiException(FgsError.FSS_1061, "There is a function %s.".formatted(draft.urn()));
    }
    DependencyTable.requireAll(connection, draft.code().dependencies());
    require(draft.settings().logging());
    FileSystems.require(connection, draft.settings().mounts());
    FunctionEntry entry = stamped(connection, draft);
    table.insert(connection, entry);
    Response response = answer.apply(entry);
    ledger.remember(connection, operation, response);
    return response;
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
            current.forget(urn);
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
    FunctionEntry before = getRow(connection, urn.bare());
    FunctionEntry after = change.apply(before);
    if (after.equals(before)) {
      return new Update(before, false);
    }
    DependencyTable.requireAll(connection, after.code().dependencies());
    if (!after.settings().logging().equals(before.settings().logging())) {
      require(after.settings().logging());
    }
    if (!after.settings().mounts().equals(before.settings().mounts())) {
      FileSystems.require(connection, after.settings().mounts());
    }
    FunctionEntry entry = stamped(connection, after);
    table.update(connection, entry);
    return new Update(entry, true);
  }

  private void require(Logging logging) {
    if (!logging.stream().isEmpty()) {
      streams.stream(logging.group(), logging.stream());
    }
  }

  /** Marks it for the lists; that is no new revision. */
  void collect(FunctionUrn urn, Operation operation, boolean mark) {
    database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          table.update(connection, getRow(connection, urn.bare()).collected(mark));
          return mark;
        });
  }

  /**
   * Deletes a function with its versions, aliases, tags and triggers.
   *
   * @return what there was: {@code latest} and the published versions
   */
  List<FunctionEntry> delete(FunctionUrn urn, Operation operation) {
    return exclusively(
        urn.bare(),
        () -> {
          List<FunctionEntry> last =
              database.write(
                  connection -> {
                    ledger.checkFence(connection, operation);
                    FunctionEntry entry = getRow(connection, urn.bare());
                    List<FunctionEntry> all = new ArrayList<>(versions.of(connection, entry));
                    all.addFirst(entry);
                    FunctionTable.delete(connection, entry);
                    return all;
                  });
          current.forget(urn);
          changes.deleted(last.getFirst(), FunctionEntry.keyPrefix(urn.bare()));
          return last;
        });
  }

  /** Whether any function or dependency has this code. */
  public boolean refersTo(String stored) {
    return database.read(connection -> FunctionTable.refersTo(connection, stored));
  }

  /** Whether there is a function with this id. */
  public boolean hasId(String id) {
    return database.read(connection -> FunctionTable.hasId(connection, id));
  }

  long totalCodeSize() {
    return database.read(FunctionTable::totalCodeSize);
  }

  long count() {
    return database.read(connection -> FunctionTable.count(connection, FunctionFilter.ALL));
  }

  FunctionEntry getRow(Connection connection, FunctionUrn urn) throws SQLException {
    FunctionEntry function =
        table
            .find(connection, urn.bare())
            .orElseThrow(
                () ->
                    new ApiException(
                        FgsError.FSS_1051, "There is no function %s.".formatted(urn.bare())));
    String qualifier = urn.qualifier();
    if (qualifier == null || qualifier.equals(FunctionUrn.LATEST)) {
      return function;
    }
    return qualifier.startsWith("!")
        ? versions
            .ofAlias(connection, function, qualifier.substring(1))
            .orElseThrow(() -> missingAlias(qualifier.substring(1)))
        : versions
            .find(connection, function, qualifier)
            .orElseThrow(() -> missingVersion(qualifier));
  }

  FunctionEntry stamped(Connection connection, FunctionEntry entry) throws SQLException {
    return entry.at(
        FunctionTable.nextRevision(connection), clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  public static ApiException missingVersion(String name) {
    return new ApiException(FgsError.FSS_1052, "There is no version %s.".formatted(name));
  }

  public static ApiException missingAlias(String name) {
    return new ApiException(FgsError.FSS_1053, "There is no alias %s.".formatted(name));
  }

  /** A function, or a version of one, that mounts the file system. */
  public static Optional<String> mounting(Connection connection, String fileSystem)
      throws SQLException {
    return FunctionTable.mounting(connection, fileSystem);
  }

  /** Reads a function anew before it is called again. */
  void forget(FunctionUrn urn) {
    current.forget(urn);
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
