package io.planform.host.filesystem;

import java.nio.file.Path;
import java.util.List;

/** Makes file systems ready for instances. */
@FunctionalInterface
public interface MountSource {

  /** What is at a path of an instance. */
  record Attached(Path source, String path) {}

  /**
   * Mounts what a function wants, where it is not mounted yet.
   *
   * @throws FileSystemException that names the mount and says why it cannot be had
   */
  List<Attached> attach(Mounts mounts);
}
