package io.planform.host.code;

import java.nio.file.Path;
import java.util.List;

/** Where instances find the code of functions, by its name in the store. */
public interface CodeSource {

  /**
   * The folder with the code unpacked, and its dependencies among it; it is never changed, and
   * stays while this process runs.
   *
   * @param dependencies by their names in the store
   */
  Path unpacked(String name, List<String> dependencies);

  /** The archive as it was uploaded. */
  Path archive(String name);
}
