package io.planform.host.dependency;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.CodeDependency;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** All dependencies, durable in the host's database. */
public final class DependencyCatalogue {
  /** The user guide's chapter 11. */
  private static final int MOST_OF_A_FUNCTION = 20;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final InstantSource clock;

  public DependencyCatalogue(HostDatabase database, OperationLedger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** A page of them, and how many there are in all. */
  record Listing(List<DependencyVersion> versions, long total) {}

  /** A package that a request brought, stored. */
  record Upload(
      String name, String runtime, String description, String etag, long size, String stored) {}

  /** How an upload deals with a name that is taken. */
  enum Naming {
    /** Another version of what has the name. */
    ADD_VERSION,
    /** It must be new. */
    NEW_ONLY
  }

  /** Dependencies by their newest versions. */
  Listing list(DependencyFilter filter, Page page) {
    return database.read(
        connection ->
            new Listing(
                DependencyTable.newest(connection, filter, page.offset(), page.size()),
                DependencyTable.count(connection, filter)));
  }

  /**
   * @throws ApiException FSS.1056 for no such dependency
   */
  Listing versions(String dependency, Page page) {
    return database.read(
        connection -> {
          long total = DependencyTable.countVersions(connection, dependency);
          if (total == 0) {
            throw DependencyTable.missing(dependency);
          }
          return new Listing(
              DependencyTable.versionsOf(connection, dependency, page.offset(), page.size()),
              total);
        });
  }

  /**
   * @throws ApiException FSS.1056 for no such dependency
   */
  DependencyVersion newest(String dependency) {
    return database.read(connection -> newestRow(connection, dependency));
  }

  /**
   * @throws ApiException FSS.1056 for no such dependency, FSS.1052 for no such version
   */
  DependencyVersion get(String dependency, long number) {
    return database.read(connection -> getRow(connection, dependency, number));
  }

  /** The versions that a function has, for showing them. */
  public List<DependencyVersion> of(List<CodeDependency> dependencies) {
    return database.read(
        connection -> {
          List<DependencyVersion> versions = new ArrayList<>();
          for (CodeDependency dependency : dependencies) {
            DependencyTable.byId(connection, dependency.version()).ifPresent(versions::add);
          }
          return versions;
        });
  }

  /**
   * What a function is to have.
   *
   * @param ids of versions, or of dependencies for their newest versions
   * @throws ApiException FSS.1056 for one that is not there, FSS.1024 for a dependency twice,
   *     FSS.1045 for more than 20
   */
  public List<CodeDependency> resolve(List<String> ids) {
    if (ids.size() > MOST_OF_A_FUNCTION) {
      throw new ApiException(
          FgsError.FSS_1045,
          "A function has at most %d; these are %d.".formatted(MOST_OF_A_FUNCTION, ids.size()));
    }
    return database.read(connection -> resolve(connection, ids));
  }

  private static List<CodeDependency> resolve(Connection connection, List<String> ids)
      throws SQLException {
    List<CodeDependency> dependencies = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      Optional<DependencyVersion> byVersion = DependencyTable.byId(connection, id);
      DependencyVersion version =
          byVersion.isPresent() ? byVersion.get() : newestRow(connection, id);
      if (!seen.add(version.dependency())) {
        throw new ApiException(FgsError.FSS_1024, "%s is given twice.".formatted(version.name()));
      }
      dependencies.add(new CodeDependency(id, version.id(), version.stored()));
    }
    return dependencies;
  }

  /**
   * Adds a version and remembers the answer for its operation.
   *
   * @throws ApiException FSS.1065 where the name is taken and must not be
   */
  Response create(
      Upload upload,
      Naming naming,
      Operation operation,
      Function<DependencyVersion, Response> answer) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          Optional<Response> before = ledger.recall(connection, operation);
          if (before.isPresent()) {
            return before.get();
          }
          Optional<String> taken = DependencyTable.idOf(connection, upload.name());
          if (taken.isPresent() && naming == Naming.NEW_ONLY) {
            throw nameTaken(upload.name());
          }
          String dependency = taken.orElseGet(() -> UUID.randomUUID().toString());
          if (taken.isEmpty()) {
            DependencyTable.insert(connection, dependency, upload.name());
          }
          Response response = answer.apply(addVersion(connection, dependency, upload));
          ledger.remember(connection, operation, response);
          return response;
        });
  }

  /** What a create was answered before, without any other effect. */
  Optional<Response> recall(Operation operation) {
    return ledger.recall(database, operation);
  }

  /**
   * Gives a dependency another name and description, and another version where the package is not
   * the newest one's.
   *
   * @throws ApiException FSS.1056 for no such dependency, FSS.1065 where the name is taken
   */
  DependencyVersion update(String dependency, Upload upload, Operation operation) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          DependencyVersion newest = newestRow(connection, dependency);
          Optional<String> taken = DependencyTable.idOf(connection, upload.name());
          if (taken.isPresent() && !taken.get().equals(dependency)) {
            throw nameTaken(upload.name());
          }
          DependencyTable.rename(connection, dependency, upload.name());
          boolean same =
              newest.stored().equals(upload.stored()) && newest.runtime().equals(upload.runtime());
          if (!same) {
            return addVersion(connection, dependency, upload);
          }
          DependencyVersion described = version(newest.id(), dependency, newest.number(), upload);
          DependencyTable.describe(connection, described);
          return described;
        });
  }

  private DependencyVersion addVersion(Connection connection, String dependency, Upload upload)
      throws SQLException {
    DependencyVersion version =
        version(
            UUID.randomUUID().toString(),
            dependency,
            DependencyTable.nextNumber(connection, dependency),
            upload);
    DependencyTable.insert(connection, version);
    return version;
  }

  private DependencyVersion version(String id, String dependency, long number, Upload upload) {
    return new DependencyVersion(
        id,
        dependency,
        upload.name(),
        number,
        upload.runtime(),
        upload.description(),
        upload.etag(),
        upload.size(),
        upload.stored(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Deletes a version; the last one takes its dependency with it.
   *
   * @throws ApiException FSS.1056, FSS.1052 where there is none, FSS.1033 while a function has it
   */
  DependencyVersion delete(String dependency, long number, Operation operation) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          DependencyVersion version = getRow(connection, dependency, number);
          deleteUnused(connection, version);
          return version;
        });
  }

  /**
   * Deletes a dependency with all its versions.
   *
   * @throws ApiException FSS.1056 where there is none, FSS.1033 while a function has one of them
   */
  List<DependencyVersion> delete(String dependency, Operation operation) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          List<DependencyVersion> all =
              DependencyTable.versionsOf(connection, dependency, 0, Integer.MAX_VALUE);
          if (all.isEmpty()) {
            throw DependencyTable.missing(dependency);
          }
          for (DependencyVersion version : all) {
            deleteUnused(connection, version);
          }
          return all;
        });
  }

  private static void deleteUnused(Connection connection, DependencyVersion version)
      throws SQLException {
    Optional<String> user = DependencyTable.userOf(connection, version.id());
    if (user.isPresent()) {
      throw new ApiException(
          FgsError.FSS_1033,
          "The function %s has the version %d of %s."
              .formatted(user.get(), version.number(), version.name()));
    }
    DependencyTable.delete(connection, version);
  }

  private static DependencyVersion newestRow(Connection connection, String dependency)
      throws SQLException {
    return DependencyTable.newestOf(connection, dependency)
        .orElseThrow(() -> DependencyTable.missing(dependency));
  }

  private static DependencyVersion getRow(Connection connection, String dependency, long number)
      throws SQLException {
    newestRow(connection, dependency);
    return DependencyTable.find(connection, dependency, number)
        .orElseThrow(
            () ->
                new ApiException(
                    FgsError.FSS_1052,
                    "The dependency %s has no version %d.".formatted(dependency, number)));
  }

  private static ApiException nameTaken(String name) {
    return new ApiException(FgsError.FSS_1065, "There is a dependency %s.".formatted(name));
  }
}
