package io.planform.store.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that holds a lease, so that another one on the same machine sees that it died and
 * need not wait for the lease to expire.
 */
public final class HolderProcess {
  private static final Path PROC = Path.of("/proc");

  private HolderProcess() {}

  /**
   * Names this process uniquely: boot, namespace of process ids, process id, start. Empty where the
   * system does not tell.
   */
  public static String name() {
    try {
      String pid = Long.toString(ProcessHandle.current().pid());
      return String.join(" ", boot(), namespace(), pid, started(pid));
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether the process is known to be gone; one that this process could not see is not. */
  public static boolean isGone(String name) {
    List<String> parts = List.of(name.split(" ", -1));
    try {
      return parts.size() == 4
          && parts.get(0).equals(boot())
          && parts.get(1).equals(namespace())
          && !parts.get(3).equals(started(parts.get(2)));
    } catch (IOException e) {
      return false;
    }
  }

  private static String boot() throws IOException {
    return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
  }

  private static String namespace() throws IOException {
    return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
  }

  /** Clock ticks from boot to start, field 22 of proc(5)'s stat; empty if there is no process. */
  private static String started(String pid) throws IOException {
    try {
      String stat = Files.readString(PROC.resolve(pid).resolve("stat"));
      String afterName = stat.substring(stat.lastIndexOf(')') + 2);
      return List.of(afterName.split(" ", -1)).get(19);
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}
