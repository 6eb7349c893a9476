package io.planform.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot do what was asked: not reachable, disk full, not ours, damaged, written by a
 * newer version. The message is meant for a user and names what to do.
 */
public class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Says why a file could not be used.
   *
   * @param what names the file and what could not be done with it
   */
  public static StoreException of(String what, IOException e) {
    String reason =
        switch (e) {
          case AccessDeniedException denied -> "permission denied";
          case FileSystemException failed when failed.getReason() != null -> failed.getReason();
          default -> e.toString();
        };
    return new StoreException(what + ": " + reason + ".", e);
  }
}
