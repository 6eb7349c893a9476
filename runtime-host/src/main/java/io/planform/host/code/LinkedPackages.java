package io.planform.host.code;

import io.planform.host.server.ApiException;
import java.io.IOException;
import java.io.OutputStream;

/** Packages that requests name by a link into object storage. */
public interface LinkedPackages {
  /** What object storage may bring (the user guide's 14.4.3): 300 MB. */
  long LARGEST = 300L * 1024 * 1024;

  /**
   * Writes a package.
   *
   * @throws ApiException FSS.1010 for a link that leads nowhere or the caller may not follow;
   *     FSS.0413 for too large a package
   */
  void copy(String link, OutputStream out) throws IOException;
}
