package io.planform.host.reservation;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.functiongraph.reservation.Reservation;
import io.planform.functiongraph.reservation.ReservationRules;
import io.planform.host.alias.Alias;
import io.planform.host.alias.CurrentAliases;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionEntry;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.reservation.StoredReservation.Version;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All reservations, durable in the host's database. */
public final class Reservations {
  private final HostDatabase database;
  private final OperationLedger ledger;
  private final FunctionCatalogue functions;
  private final CurrentAliases aliases;
  private final InstantSource clock;
  private final int quota;
  private volatile Runnable changed = () -> {};

  /**
   * @param quota of instances that all reservations together may name
   */
  public Reservations(
      HostDatabase database,
      OperationLedger ledger,
      FunctionCatalogue functions,
      CurrentAliases aliases,
      InstantSource clock,
      int quota) {
    this.database = database;
    this.ledger = ledger;
    this.functions = functions;
    this.aliases = aliases;
    this.clock = clock;
    this.quota = quota;
  }

  /** Hears of changes after they are durable. */
  void listen(Runnable listener) {
    changed = listener;
  }

  List<StoredReservation> all() {
    return database.read(ReservationTable::all);
  }

  /** Those of a function's versions and aliases. */
  List<StoredReservation> of(FunctionUrn urn) {
    FunctionEntry function = functions.get(urn.bare());
    return database.read(connection -> ReservationTable.of(connection, function.id()));
  }

  /**
   * Sets the reservation of a version or alias, or takes it back where it reserves nothing.
   *
   * @throws ApiException FSS.1051, FSS.1052, FSS.1053 where there is no function, version or alias;
   *     FSS.0400 for schedules that have expired or counts beyond the function's instances;
   *     FSS.0403 beyond the quota; FSS.0409 where version and alias would both have one
   */
  void put(FunctionUrn urn, Reservation wanted, Operation operation) {
    FunctionEntry entry = functions.get(urn);
    Optional<Alias> alias = alias(entry, urn);
    check(entry, wanted);
    ReservationTable.Owner owner =
        new ReservationTable.Owner(
            entry.id(),
            alias.isPresent() || entry.version().isLatest() ? null : entry.version().id(),
            alias.map(Alias::id).orElse(null));
    Optional<Alias> standing = aliases.ofVersion(entry.id(), entry.version().name());
    database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          if (wanted.isNone()) {
            ReservationTable.delete(connection, owner);
          } else {
            refuseConflict(connection, entry, alias.orElse(null), standing.orElse(null));
            ReservationTable.put(connection, owner, wanted);
            checkQuota(connection);
          }
          return wanted;
        });
    changed.run();
  }

  private Optional<Alias> alias(FunctionEntry entry, FunctionUrn urn) {
    String qualifier = urn.qualifier();
    return qualifier != null && qualifier.startsWith("!")
        ? Optional.of(
            aliases
                .find(entry.id(), qualifier.substring(1))
                .orElseThrow(() -> FunctionCatalogue.missingAlias(qualifier.substring(1))))
        : Optional.empty();
  }

  private void check(FunctionEntry entry, Reservation wanted) {
    List<String> expired = ReservationRules.expired(wanted, clock.instant());
    if (!expired.isEmpty()) {
      throw ApiException.invalid(String.join(" ", expired));
    }
    int most = entry.toRevision().maxInstances();
    if (most >= 0 && wanted.greatest() > most) {
      throw ApiException.invalid(
          "%d reserved instances are more than the %d instances that the function may have."
              .formatted(wanted.greatest(), most));
    }
  }

  /**
   * A version and the alias that stands for it do not both have one.
   *
   * @param alias whose reservation is set; null for that of a version
   * @param standing the alias that stands for the version, if one does
   */
  private static void refuseConflict(
      Connection connection, FunctionEntry entry, @Nullable Alias alias, @Nullable Alias standing)
      throws SQLException {
    String version = entry.version().name();
    for (StoredReservation other : ReservationTable.of(connection, entry.id())) {
      switch (other.target()) {
        case Version(String name) when alias != null && name.equals(version) ->
            throw new ApiException(
                FgsError.FSS_0409,
                "The version %s, which the alias %s stands for, has reserved instances already; they are configured for one of both."
                    .formatted(version, alias.name()));
        case StoredReservation.AliasOf(String id, String name)
            when alias == null && standing != null && standing.id().equals(id) ->
            throw new ApiException(
                FgsError.FSS_0409,
                "The alias %s, which stands for the version %s, has reserved instances already; they are configured for one of both."
                    .formatted(name, version));
        case Version _, StoredReservation.AliasOf _ -> {}
      }
    }
  }

  private void checkQuota(Connection connection) throws SQLException {
    long all = ReservationTable.greatest(connection);
    if (all > quota) {
      throw new ApiException(
          FgsError.FSS_0403,
          "All reservations together would name %d instances; the quota is %d."
              .formatted(all, quota));
    }
  }
}
