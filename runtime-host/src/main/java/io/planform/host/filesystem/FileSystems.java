package io.planform.host.filesystem;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** All file systems, durable in the host's database, and what functions mount of them. */
public final class FileSystems implements MountSource, AutoCloseable {
  private final HostDatabase database;
  private final OperationLedger ledger;
  private final Volumes volumes;
  private final Exports exports;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, FileSystem> all = new ConcurrentHashMap<>();

  private FileSystems(
      HostDatabase database, OperationLedger ledger, Volumes volumes, Exports exports) {
    this.database = database;
    this.ledger = ledger;
    this.volumes = volumes;
    this.exports = exports;
    database.read(FileSystemTable::all).forEach(each -> all.put(each.id(), each));
    volumes.retain(List.copyOf(all.keySet()));
  }

  /**
   * @param folder for what they hold
   */
  public static FileSystems open(HostDatabase database, OperationLedger ledger, Path folder)
      throws IOException {
    return new FileSystems(
        database,
        ledger,
        new Volumes(folder.resolve("volumes")),
        new Exports(folder.resolve("exports")));
  }

  /** Knows who mounts a file system. */
  @FunctionalInterface
  public interface Users {
    /** A function that does, if any. */
    Optional<String> find(Connection connection, String fileSystem) throws SQLException;
  }

  @Override
  public List<Attached> attach(Mounts mounts) {
    return mounts.all().stream().map(this::attach).toList();
  }

  private Attached attach(FunctionMount mount) {
    try {
      Path source =
          switch (mount.type()) {
            case SFS_TURBO -> volumes.mounted(mount.resource());
            case SFS, ECS -> exports.mounted(mount.share());
          };
      return new Attached(source, mount.path());
    } catch (FileSystemException e) {
      throw new FileSystemException(
          "%s cannot be mounted at %s: %s".formatted(mount.share(), mount.path(), e.getMessage()));
    }
  }

  /**
   * Checks that what a function wants to mount is there.
   *
   * @throws ApiException FSS.1050 or FSS.1039
   */
  public static void require(Connection connection, Mounts mounts) throws SQLException {
    for (FunctionMount mount : mounts.all()) {
      if (mount.type() == FunctionMount.Type.SFS_TURBO) {
        check(mount, FileSystemTable.find(connection, mount.resource()));
      }
    }
  }

  private static void check(FunctionMount mount, Optional<FileSystem> found) {
    if (found.isEmpty()) {
      throw new ApiException(
          FgsError.FSS_1050, "There is no file system %s.".formatted(mount.resource()));
    }
    String location = found.get().exportLocation();
    if (!mount.share().equals(location)) {
      throw new ApiException(
          FgsError.FSS_1039,
          "The file system %s is shared as %s, not %s."
              .formatted(mount.resource(), location, mount.share()));
    }
  }

  List<FileSystem> all() {
    return all.values().stream()
        .sorted((one, other) -> Long.compare(one.createdAt(), other.createdAt()))
        .toList();
  }

  /**
   * @throws ApiException 404 where there is none
   */
  FileSystem get(String id) {
    return Optional.ofNullable(all.get(id))
        .orElseThrow(
            () -> new ApiException(FgsError.FSS_0404, "There is no file system %s.".formatted(id)));
  }

  /** What can still be written, in bytes. */
  long free(FileSystem each) {
    return volumes.free(each.id());
  }

  Response create(FileSystem each, Operation operation, Response answer) {
    told(() -> volumes.create(each.id(), each.gigabytes()));
    try {
      return done(
          operation,
          answer,
          connection -> {
            if (all.values().stream().anyMatch(other -> other.name().equals(each.name()))) {
              throw new ApiException(
                  FgsError.FSS_0409, "There is a file system %s.".formatted(each.name()));
            }
            FileSystemTable.put(connection, each);
          },
          () -> all.put(each.id(), each));
    } finally {
      if (!all.containsKey(each.id())) {
        volumes.delete(each.id());
      }
    }
  }

  Response change(FileSystem each, Operation operation, Response answer) {
    if (each.gigabytes() > get(each.id()).gigabytes()) {
      told(() -> volumes.grow(each.id(), each.gigabytes()));
    }
    return done(
        operation,
        answer,
        connection -> FileSystemTable.put(connection, each),
        () -> all.put(each.id(), each));
  }

  /**
   * @throws ApiException 409 where a function mounts it
   */
  Response delete(FileSystem each, Users users, Operation operation) {
    Response answer =
        done(
            operation,
            Response.noContent(),
            connection -> {
              Optional<String> user = users.find(connection, each.id());
              if (user.isPresent()) {
                throw new ApiException(
                    FgsError.FSS_0409,
                    "The function %s mounts the file system %s."
                        .formatted(user.get(), each.name()));
              }
              FileSystemTable.delete(connection, each.id());
            },
            () -> all.remove(each.id()));
    volumes.delete(each.id());
    return answer;
  }

  /** What this machine cannot do is told to who asked for it. */
  private static void told(Runnable work) {
    try {
      work.run();
    } catch (FileSystemException e) {
      throw new ApiException(FgsError.FSS_0500, e.getMessage());
    }
  }

  /** A change of the table. */
  private interface Change {
    void on(Connection connection) throws SQLException;
  }

  /** Makes a change, once for each operation; in memory after it is durable. */
  private Response done(Operation operation, Response answer, Change change, Runnable inMemory) {
    lock.lock();
    try {
      Optional<Response> before =
          database.write(
              connection -> {
                ledger.checkFence(connection, operation);
                Optional<Response> known = ledger.recall(connection, operation);
                if (known.isEmpty()) {
                  change.on(connection);
                  ledger.remember(connection, operation, answer);
                }
                return known;
              });
      if (before.isEmpty()) {
        inMemory.run();
      }
      return before.orElse(answer);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    exports.close();
    volumes.close();
  }
}
