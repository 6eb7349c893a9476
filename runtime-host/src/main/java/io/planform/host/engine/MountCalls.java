package io.planform.host.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Mounts by system calls: a tenth of a millisecond where a program's start takes several. A mount
 * that is read-only from its first moment takes {@code mount_setattr}, so Linux 5.12.
 */
final class MountCalls {
  private static final long OPEN_TREE = 428;
  private static final long MOVE_MOUNT = 429;
  private static final long MOUNT_SETATTR = 442;
  private static final int HERE = -100;
  private static final int CLONE_AND_CLOSE_ON_EXEC = 1 | 0x80000;
  private static final int THE_DESCRIPTOR_ITSELF = 0x1000;
  private static final int FROM_THE_DESCRIPTOR = 4;
  private static final long READ_ONLY_NO_SETUID_NO_DEVICES = 1 | 2 | 4;
  private static final int ATTRIBUTES_SIZE = 32;
  private static final long BIND = 1 << 12;
  private static final long SHARED = 1 << 20;
  private static final int DETACH = 2;

  private final MethodHandle systemCall;
  private final MethodHandle mount;
  private final MethodHandle unmount;
  private final MethodHandle close;

  MountCalls() {
    Linker linker = Linker.nativeLinker();
    systemCall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    mount =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("mount"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    unmount =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("umount2"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  /** Makes the folder a mount of its own, whose mounts appear wherever it is bound to. */
  void share(Path folder) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(folder.toString());
      check(call(mount, path, path, MemorySegment.NULL, BIND, MemorySegment.NULL), folder);
      check(
          call(mount, MemorySegment.NULL, path, MemorySegment.NULL, SHARED, MemorySegment.NULL),
          folder);
    }
  }

  /** Shows the source at the target, read-only. */
  void showReadOnly(Path source, Path target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment empty = arena.allocateFrom("");
      long tree =
          systemCall(
              OPEN_TREE,
              HERE,
              arena.allocateFrom(source.toString()),
              CLONE_AND_CLOSE_ON_EXEC,
              MemorySegment.NULL,
              0);
      check(tree, source);
      try {
        MemorySegment attributes = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
        attributes.set(ValueLayout.JAVA_LONG, 0, READ_ONLY_NO_SETUID_NO_DEVICES);
        check(
            systemCall(
                MOUNT_SETATTR, tree, empty, THE_DESCRIPTOR_ITSELF, attributes, ATTRIBUTES_SIZE),
            source);
        MemorySegment path = arena.allocateFrom(target.toString());
        check(systemCall(MOVE_MOUNT, tree, empty, HERE, path, FROM_THE_DESCRIPTOR), target);
      } finally {
        call(close, (int) tree);
      }
    }
  }

  /** Takes the mount away, at once for those who look and in the end for those who use it. */
  void remove(Path target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      check(call(unmount, arena.allocateFrom(target.toString()), DETACH), target);
    }
  }

  private long systemCall(
      long number, long first, MemorySegment second, long third, MemorySegment fourth, long fifth) {
    return call(systemCall, number, first, second, third, fourth, fifth);
  }

  private static void check(long result, Path path) throws IOException {
    if (result < 0) {
      throw new IOException("the kernel refuses a mount at " + path);
    }
  }

  private static long call(MethodHandle handle, Object... arguments) {
    try {
      return ((Number) handle.invokeWithArguments(arguments)).longValue();
    } catch (Throwable e) {
      throw new IllegalStateException("a system call cannot be made", e);
    }
  }
}
