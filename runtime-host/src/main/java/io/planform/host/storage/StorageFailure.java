package io.planform.host.storage;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to a call whose data the disk does not take; nothing of it is kept. */
public final class StorageFailure {
  private static final Logger LOG = LoggerFactory.getLogger(StorageFailure.class);

  private StorageFailure() {}

  /**
   * FSS.1302 with the reason, which is in the host's log too.
   *
   * @param what could not be done: "The code cannot be stored"
   */
  public static ApiException of(String what, IOException e) {
    LOG.error("{}", what, e);
    return new ApiException(FgsError.FSS_1302, what + ": " + reason(e) + ".");
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
