package io.planform.host.filesystem;

import java.util.Objects;

/** A file system cannot be made, mounted or reached; the message says why. */
public final class FileSystemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FileSystemException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
