package io.planform.host.alias;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All aliases, durable in the host's database. */
final class Aliases {
  private static final int MOST_ALIASES = 10;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final CurrentAliases current;

  Aliases(HostDatabase database, OperationLedger ledger, CurrentAliases current) {
    this.database = database;
    this.ledger = ledger;
    this.current = current;
  }

  List<Alias> list(String functionId) {
    return database.read(connection -> AliasTable.of(connection, functionId));
  }

  /**
   * @throws ApiException FSS.1053 where it does not exist
   */
  Alias get(String functionId, String name) {
    return find(list(functionId), name);
  }

  /** Adds an alias and remembers the answer for its operation. */
  Response create(Alias alias, Operation operation, Function<Alias, Response> answer) {
    Response response =
        database.write(
            connection -> {
              ledger.checkFence(connection, operation);
              Optional<Response> before = ledger.recall(connection, operation);
              if (before.isPresent()) {
                return before.get();
              }
              List<Alias> others = AliasTable.of(connection, alias.functionId());
              if (others.stream().anyMatch(other -> other.name().equals(alias.name()))) {
                throw new ApiException(
                    FgsError.FSS_1063, "There is an alias %s.".formatted(alias.name()));
              }
              if (others.size() >= MOST_ALIASES) {
                throw new ApiException(
                    FgsError.FSS_1043, "A function has at most %d.".formatted(MOST_ALIASES));
              }
              put(connection, alias, others);
              Response made = answer.apply(alias);
              ledger.remember(connection, operation, made);
              return made;
            });
    current.forget(alias.functionId());
    return response;
  }

  Alias update(String functionId, String name, Operation operation, UnaryOperator<Alias> change) {
    Alias updated =
        database.write(
            connection -> {
              ledger.checkFence(connection, operation);
              List<Alias> all = AliasTable.of(connection, functionId);
              Alias after = change.apply(find(all, name));
              put(connection, after, all);
              return after;
            });
    current.forget(functionId);
    return updated;
  }

  void delete(String functionId, String name, Operation operation) {
    Alias last =
        database.write(
            connection -> {
              ledger.checkFence(connection, operation);
              Alias alias = find(AliasTable.of(connection, functionId), name);
              if (AliasTable.hasTriggers(connection, alias)) {
                throw new ApiException(
                    FgsError.FSS_1154, "Delete the triggers of %s first.".formatted(name));
              }
              AliasTable.delete(connection, alias);
              return alias;
            });
    current.forget(last.functionId());
  }

  private static Alias find(List<Alias> aliases, String name) {
    return aliases.stream()
        .filter(alias -> alias.name().equals(name))
        .findFirst()
        .orElseThrow(() -> FunctionCatalogue.missingAlias(name));
  }

  private static void put(Connection connection, Alias alias, List<Alias> all) throws SQLException {
    for (Alias other : all) {
      if (other.version().equals(alias.version()) && !other.id().equals(alias.id())) {
        throw new ApiException(
            FgsError.FSS_1066, "It is %s, of %s.".formatted(other.name(), alias.version()));
      }
    }
    AliasTable.put(connection, alias, major(connection, alias), additional(connection, alias));
  }

  /** Null for {@code latest}. */
  private static @Nullable String major(Connection connection, Alias alias) throws SQLException {
    return alias.version().equals(FunctionUrn.LATEST)
        ? null
        : AliasTable.versionId(connection, alias.functionId(), alias.version())
            .orElseThrow(() -> FunctionCatalogue.missingVersion(alias.version()));
  }

  /** Null where there is none. */
  private static @Nullable String additional(Connection connection, Alias alias)
      throws SQLException {
    if (alias.shift().isEmpty()) {
      return null;
    }
    String version = alias.shift().get().version();
    if (version.equals(alias.version())) {
      throw new ApiException(FgsError.FSS_1093, "Both are %s.".formatted(version));
    }
    if (version.equals(FunctionUrn.LATEST)) {
      throw new ApiException(FgsError.FSS_1091, "It must be a published one, not latest.");
    }
    return AliasTable.versionId(connection, alias.functionId(), version)
        .orElseThrow(
            () ->
                new ApiException(FgsError.FSS_1091, "There is no version %s.".formatted(version)));
  }
}
