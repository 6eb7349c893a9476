package io.planform.store.state;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One remote operation, recorded before it starts.
 *
 * @param id given to the server too, which does the work once for one id
 * @param planned attribute document the object is to have; with it a lost creation can be looked
 *     up. Encrypted if {@code sensitive}
 * @param fence filled in by the store
 */
public record Operation(
    String id,
    String address,
    String deposed,
    Action action,
    @Nullable String planned,
    boolean sensitive,
    Instant intendedAt,
    long fence) {

  public enum Action {
    CREATE,
    UPDATE,
    DELETE
  }

  /** How an operation ended. */
  public enum Result {
    DONE,
    /** Begun, and the object exists in part. */
    PARTIAL,
    /** Nothing was done. */
    REFUSED,
    /** Nobody knows; the object must be looked up before anything else is done to it. */
    UNKNOWN
  }

  public static Operation of(
      String address, Action action, @Nullable String planned, boolean sensitive) {
    return new Operation(
        UUID.randomUUID().toString(), address, "", action, planned, sensitive, Instant.now(), 0);
  }
}
