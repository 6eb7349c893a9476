package io.planform.host.bucket.store;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows and files together. A row that refers to files is written after them, and files go after the
 * row: whenever the process ends, an object is there whole or as it was before.
 */
public final class ObjectStore {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);

  private final HostDatabase database;
  private final InstantSource clock;
  private final Blobs blobs;
  private final ObjectEvents events;
  private final Readers readers = new Readers();
  private final Queue<Waste> waste = new ConcurrentLinkedQueue<>();

  /** Files that nothing refers to since a moment. */
  private record Waste(long moment, List<String> blobs) {}

  private ObjectStore(
      HostDatabase database, ObjectEvents events, InstantSource clock, Blobs blobs) {
    this.database = database;
    this.events = events;
    this.clock = clock;
    this.blobs = blobs;
  }

  /** Opens the store and ends what an earlier process began. */
  public static ObjectStore open(
      HostDatabase database, ObjectEvents events, Path folder, InstantSource clock)
      throws IOException {
    ObjectStore store = new ObjectStore(database, events, clock, new Blobs(folder));
    store.recover();
    return store;
  }

  private void recover() throws IOException {
    for (String blob : blobs.incoming()) {
      if (database.read(connection -> GarbageTable.isReferredTo(connection, blob))) {
        blobs.settle(List.of(new Piece(blob, 0)));
      } else {
        blobs.drop(List.of(blob));
      }
    }
    discard(database.read(GarbageTable::all));
  }

  InstantSource clock() {
    return clock;
  }

  Blobs blobs() {
    return blobs;
  }

  ObjectEvents events() {
    return events;
  }

  Readers readers() {
    return readers;
  }

  <T> T read(Work<T, RuntimeException> work) {
    return database.read(work);
  }

  /** What a transaction does with objects, and the files that lose their rows by it. */
  @FunctionalInterface
  interface Change<T> {
    T carryOut(Connection connection, List<String> unused) throws SQLException;
  }

  /**
   * Carries out a change durably.
   *
   * @param fresh new files that it refers to; they go where it is refused
   */
  <T> T change(List<Piece> fresh, Change<T> change) {
    boolean done = false;
    List<String> unused = new ArrayList<>();
    try {
      T result =
          database.write(
              connection -> {
                unused.clear();
                T value = change.carryOut(connection, unused);
                GarbageTable.add(connection, unused);
                return value;
              });
      done = true;
      settle(fresh);
      discard(unused);
      return result;
    } finally {
      if (!done) {
        drop(fresh);
      }
    }
  }

  /** Files that cannot be moved now are found where they are, and moved by the next start. */
  private void settle(List<Piece> fresh) {
    try {
      blobs.settle(fresh);
    } catch (IOException e) {
      LOG.warn("new content cannot be moved to its place", e);
    }
  }

  private void drop(List<Piece> fresh) {
    try {
      blobs.drop(fresh.stream().map(Piece::blob).toList());
    } catch (IOException e) {
      LOG.warn("content that was refused cannot be deleted before the next start", e);
    }
  }

  private void discard(List<String> unused) {
    if (!unused.isEmpty()) {
      waste.add(new Waste(readers.now(), List.copyOf(unused)));
    }
    sweep();
  }

  /** Deletes files that nobody reads any more. */
  void sweep() {
    for (Waste oldest = waste.peek();
        oldest != null && readers.haveLeft(oldest.moment());
        oldest = waste.peek()) {
      if (waste.remove(oldest)) {
        delete(oldest.blobs());
      }
    }
  }

  private void delete(List<String> unused) {
    try {
      blobs.drop(unused);
      database.write(
          connection -> {
            GarbageTable.remove(connection, unused);
            return true;
          });
    } catch (IOException e) {
      LOG.warn("content that nothing refers to cannot be deleted before the next start", e);
    }
  }

  /**
   * Whether an operation was done before.
   *
   * @throws S3Exception PreconditionFailed where its caller has given it up since
   */
  static boolean isDone(Optional<Response> before) {
    if (before.filter(answer -> answer.status() >= 400).isPresent()) {
      throw new S3Exception(
          S3Error.PRECONDITION_FAILED, "The caller has given this operation up for lost.");
    }
    return before.isPresent();
  }

  /**
   * Puts an object in the place of the one under its key, within a change.
   *
   * @param draft without id
   * @throws S3Exception InsufficientStorageSpace where the bucket's quota does not allow it
   */
  static StoredObject replace(
      Connection connection, StoredObject draft, List<Piece> pieces, List<String> unused)
      throws SQLException {
    Bucket bucket = BucketTable.get(connection, draft.bucket());
    Optional<StoredObject> before = ObjectTable.find(connection, draft.bucket(), draft.key());
    long grows = draft.size() - before.map(StoredObject::size).orElse(0L);
    if (bucket.quota() > 0 && grows > 0 && bucket.bytes() + grows > bucket.quota()) {
      throw new S3Exception(
          S3Error.INSUFFICIENT_STORAGE_SPACE,
          "The bucket %s holds %d bytes of the %d that its quota allows."
              .formatted(bucket.name(), bucket.bytes(), bucket.quota()));
    }
    if (before.isPresent()) {
      remove(connection, before.get(), unused);
    }
    BucketTable.count(connection, draft.bucket(), 1, draft.size());
    return ObjectTable.insert(connection, draft, pieces);
  }

  /** Deletes an object, within a change. */
  static void remove(Connection connection, StoredObject object, List<String> unused)
      throws SQLException {
    ObjectTable.pieces(connection, object.id()).forEach(piece -> unused.add(piece.blob()));
    ObjectTable.delete(connection, object.id());
    BucketTable.count(connection, object.bucket(), -1, -object.size());
  }
}
