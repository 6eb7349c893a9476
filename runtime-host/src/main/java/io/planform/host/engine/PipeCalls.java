package io.planform.host.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Named pipes, which the platform's library can neither make nor wait for without reading. */
final class PipeCalls {
  private static final int READ_AND_WRITE = 2;
  private static final int NEVER_WAIT = 0x800;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int POLL_SIZE = 8;
  private static final int POLL_EVENTS = 4;
  private static final short READABLE = 1;

  private final MethodHandle make = call("mkfifo", ADDRESS, JAVA_INT);
  private final MethodHandle open = call("open", ADDRESS, JAVA_INT);
  private final MethodHandle poll = call("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private final MethodHandle close = call("close", JAVA_INT);
  private final MethodHandle read = transfer("read");
  private final MethodHandle write = transfer("write");

  private static MethodHandle call(String name, ValueLayout... arguments) {
    return find(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MethodHandle transfer(String name) {
    return find(name, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  }

  private static MethodHandle find(String name, FunctionDescriptor form) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
  }

  /** Makes a pipe and opens it at both ends, so that it never ends; reading it never waits. */
  int make(Path path) throws IOException {
    int descriptor = opened(path.toString());
    if (descriptor < 0) {
      throw new IOException("the pipe " + path + " cannot be made");
    }
    return descriptor;
  }

  private int opened(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path);
      return (int) make.invokeExact(name, 0600) < 0
          ? -1
          : (int) open.invokeExact(name, READ_AND_WRITE | NEVER_WAIT | CLOSE_ON_EXEC);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Room to {@link #await} so many pipes in. */
  static MemorySegment room(Arena arena, int... descriptors) {
    MemorySegment room = arena.allocate((long) POLL_SIZE * descriptors.length, Integer.BYTES);
    for (int i = 0; i < descriptors.length; i++) {
      room.set(JAVA_INT, (long) POLL_SIZE * i, descriptors[i]);
      room.set(JAVA_SHORT, (long) POLL_SIZE * i + POLL_EVENTS, READABLE);
    }
    return room;
  }

  /** Waits until there is something in one of them. */
  void await(MemorySegment room) {
    try {
      int _ = (int) poll.invokeExact(room, room.byteSize() / POLL_SIZE, -1);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** How many bytes were there; at most 0 where there were none. */
  long read(int descriptor, MemorySegment into) {
    return transfer(read, descriptor, into);
  }

  void write(int descriptor, MemorySegment from) {
    transfer(write, descriptor, from);
  }

  private static long transfer(MethodHandle call, int descriptor, MemorySegment bytes) {
    try {
      return (long) call.invokeExact(descriptor, bytes, bytes.byteSize());
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  void close(int descriptor) {
    try {
      int _ = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(Throwable cause) {
    return new IllegalStateException("a system call cannot be made", cause);
  }
}
