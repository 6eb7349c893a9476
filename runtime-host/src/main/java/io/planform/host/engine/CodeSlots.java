package io.planform.host.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders that are bound into containers before anything is in them, and what is mounted there
 * later appears inside: how a running instance is given its code.
 */
final class CodeSlots implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CodeSlots.class);

  private final Path folder;
  private final MountCalls mounts = new MountCalls();

  private CodeSlots(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder anew.
   *
   * @throws EngineException when this machine does not let us
   */
  static CodeSlots open(Path folder) {
    var slots = new CodeSlots(folder);
    try {
      slots.close();
      Files.createDirectories(folder);
      slots.mounts.share(folder);
      return slots;
    } catch (IOException e) {
      throw new EngineException(
          "Instances cannot be prepared: " + e.getMessage() + ". It takes root and Linux 5.12.", e);
    }
  }

  /** A slot that is still to be made. */
  Slot slot(String id) {
    return new Slot(folder.resolve(id));
  }

  /** One of them. */
  final class Slot implements AutoCloseable {
    private final Path path;
    private boolean filled;

    private Slot(Path path) {
      this.path = path;
    }

    Path path() {
      return path;
    }

    void make() throws IOException {
      Files.createDirectory(path);
      InstanceDirectory.permit(path, "rwxr-xr-x");
    }

    /** Whoever the slot is bound to sees the code in it, read-only. */
    synchronized void fill(Path code) throws IOException {
      mounts.showReadOnly(code, path);
      filled = true;
    }

    /** Nobody may have it bound any more. */
    @Override
    public synchronized void close() {
      try {
        if (filled) {
          mounts.remove(path);
        }
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.debug("{} stays until the next start: {}", path, e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    for (Path mount : TemporaryVolume.mountsBelow(folder).reversed()) {
      try {
        mounts.remove(mount);
      } catch (IOException e) {
        LOG.warn("{} cannot be unmounted: {}", mount, e.getMessage());
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      for (Path slot : left.toList()) {
        Files.deleteIfExists(slot);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // There is none before the first start; what stays is taken over by the next.
    }
  }
}
