package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The published versions of all functions, durable in the host's database. */
public final class VersionCatalogue {
  /** The user guide's section 1.6; {@code latest} does not count (5.9). */
  private static final int MOST_VERSIONS = 10;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final FunctionCatalogue functions;
  private final FunctionChanges changes;
  private final VersionTable versions;

  public VersionCatalogue(
      HostDatabase database,
      OperationLedger ledger,
      FunctionCatalogue functions,
      FunctionChanges changes) {
    this.database = database;
    this.ledger = ledger;
    this.functions = functions;
    this.changes = changes;
    this.versions = new VersionTable(database);
  }

  /** All versions of a function: {@code latest}, then the published ones, the last one first. */
  List<FunctionEntry> list(FunctionUrn urn) {
    return database.read(
        connection -> {
          FunctionEntry function = functions.getRow(connection, urn.bare());
          List<FunctionEntry> all = new ArrayList<>(versions.of(connection, function));
          all.addFirst(function);
          return all;
        });
  }

  /**
   * Publishes what a function is now and remembers the answer for the operation.
   *
   * @param draft makes the version of the newest state
   * @throws ApiException FSS.1062 where the name is taken, FSS.1016 where nothing has changed since
   *     the last publication, FSS.0403 where there are too many
   */
  Response publish(
      FunctionUrn urn,
      Operation operation,
      UnaryOperator<FunctionEntry> draft,
      Function<FunctionEntry, Response> answer) {
    Response response =
        database.write(
            connection -> {
              ledger.checkFence(connection, operation);
              Optional<Response> before = ledger.recall(connection, operation);
              if (before.isPresent()) {
                return before.get();
              }
              FunctionEntry function = functions.getRow(connection, urn.bare());
              FunctionEntry entry = draft.apply(function);
              checkLimits(versions.of(connection, function), entry);
              FunctionEntry published = functions.stamped(connection, entry);
              versions.insert(connection, published);
              Response made = answer.apply(published);
              ledger.remember(connection, operation, made);
              return made;
            });
    functions.forget(urn);
    return response;
  }

  /**
   * Deletes a published version with its aliases and triggers.
   *
   * @throws ApiException FSS.1015 for {@code latest}, FSS.1094 while an alias sends a share of its
   *     requests there
   */
  FunctionEntry delete(FunctionUrn urn, Operation operation) {
    FunctionEntry last =
        database.write(
            connection -> {
              ledger.checkFence(connection, operation);
              FunctionEntry version = functions.getRow(connection, urn);
              checkDeletable(connection, version.version());
              VersionTable.delete(connection, version.version());
              return version;
            });
    functions.forget(urn);
    changes.versionDeleted(last, last.versionKeyPrefix());
    return last;
  }

  private static void checkLimits(List<FunctionEntry> published, FunctionEntry entry) {
    String name = entry.version().name();
    if (published.stream().anyMatch(version -> version.version().name().equals(name))) {
      throw new ApiException(FgsError.FSS_1062, "There is a version %s.".formatted(name));
    }
    if (!published.isEmpty() && published.getFirst().isSameAs(entry)) {
      throw new ApiException(
          FgsError.FSS_1016,
          "It is the same as %s.".formatted(published.getFirst().version().name()));
    }
    if (published.size() >= MOST_VERSIONS) {
      throw new ApiException(
          FgsError.FSS_0403,
          "A function has at most %d published versions; delete one first."
              .formatted(MOST_VERSIONS));
    }
  }

  private static void checkDeletable(Connection connection, FunctionVersion version)
      throws SQLException {
    if (version.isLatest()) {
      throw new ApiException(
          FgsError.FSS_1015,
          "The version latest cannot be deleted alone; delete the function by its URN without version.");
    }
    Optional<String> alias = VersionTable.aliasAddedTo(connection, version);
    if (alias.isPresent()) {
      throw new ApiException(
          FgsError.FSS_1094, "The alias %s sends requests to it.".formatted(alias.get()));
    }
  }
}
