package io.planform.host.code;

import java.nio.file.Path;

/** Where instances find the code of a function, by its SHA-512 in hex. */
public interface CodeSource {

  /** The folder with the code unpacked; it is never changed, and stays while this process runs. */
  Path unpacked(String digest);

  /** The archive as it was uploaded. */
  Path archive(String digest);
}
