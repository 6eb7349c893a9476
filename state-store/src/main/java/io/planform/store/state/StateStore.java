package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds states, one for each workspace. A read needs no lock and sees one revision; all writing
 * goes through the {@link Run} of the one who holds the lease.
 */
public interface StateStore extends AutoCloseable {

  /**
   * Opens a store, which is made where it is missing.
   *
   * @param cipher for documents that are marked sensitive
   * @throws StoreException if what is there is not ours, is damaged or was written by a newer
   *     version
   */
  static StateStore open(StoreAddress address, EnvelopeCipher cipher) throws StoreException {
    return DatabaseStateStore.open(address, cipher);
  }

  /** The workspaces that have a state, in the order of their names. */
  List<String> workspaces() throws StoreException;

  /**
   * Makes an empty state for a workspace; to read or write one makes it too.
   *
   * @return false if there is one already
   */
  boolean create(String workspace) throws StoreException;

  /** The newest revision; an empty state of revision 0 where nothing was applied yet. */
  Snapshot snapshot(String workspace) throws StoreException;

  /**
   * The rows and outputs of an earlier revision, without unfinished operations; the target is the
   * present one. Revisions are kept for ever, those of runs that did not finish too.
   *
   * @return empty if there is no such revision; every workspace has the empty revision 0
   */
  Optional<Snapshot> snapshot(String workspace, long revision) throws StoreException;

  /** Revisions of a workspace, newest first. */
  List<Revision> history(String workspace) throws StoreException;

  /**
   * Takes the lease on a workspace's state and starts a run, waiting for another holder for at most
   * {@code wait}. An expired lease is taken over; its former holder can write no more.
   */
  default Acquired begin(String workspace, RunRequest request, Duration wait)
      throws StoreException {
    return begin(workspace, request, null, wait);
  }

  /** As {@link #begin(String, RunRequest, Duration)}, to take over a state from elsewhere. */
  Acquired begin(String workspace, RunRequest request, @Nullable Origin origin, Duration wait)
      throws StoreException;

  /**
   * Ends the lease with this id whoever holds it; its holder can write no more.
   *
   * @return false if the lease is not held under that id
   */
  boolean forceUnlock(String workspace, String leaseId) throws StoreException;

  /**
   * Copies all workspaces with all revisions, as they are at one moment, into a new SQLite file;
   * runs may go on meanwhile. What is sealed stays sealed with the same key.
   *
   * @return how many workspaces
   * @throws StoreException if the file exists, too
   */
  int backUp(Path file) throws StoreException;

  /**
   * Brings everything of a backup into this store, or nothing. Runs on it have newer fences than
   * those that were begun since the backup was made.
   *
   * @return how many workspaces
   * @throws StoreException if a state of this store has revisions, too
   */
  int restore(Path file) throws StoreException;

  /**
   * Encrypts everything of all workspaces with the newest key, under the leases of all of them. The
   * key is a new one, unless something waits still that an older key encrypted: then an earlier
   * rotation, here or of another store with the same keys, is carried to its end.
   *
   * @throws StoreException also if a new key is needed and the source of keys takes none; what was
   *     encrypted anew until then stays so, and everything can be read
   */
  Rotation rotateKey(RunRequest request, Duration wait) throws StoreException;

  @Override
  void close();

  /** The answer to {@link #rotateKey}. */
  sealed interface Rotation {
    /**
     * @param resumed whether the key is one that was there
     */
    record Rotated(int documents, boolean resumed) implements Rotation {}

    /** Somebody else holds the lease on a workspace still. */
    record Busy(LeaseHolder holder) implements Rotation {}
  }

  /** The answer to {@link #begin}. */
  sealed interface Acquired {
    record Granted(Run run) implements Acquired {}

    /** Somebody else holds the lease still. */
    record Busy(LeaseHolder holder) implements Acquired {}
  }
}
