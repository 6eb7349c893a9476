package io.planform.host.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does something in another namespace: on a thread that enters it and ends there, since a namespace
 * is a thread's own and one that did not find home again would be lost for everything else.
 */
final class NamespaceCalls {
  private static final int READ_AND_CLOSE_ON_EXEC = 0x80000;
  private static final int NETWORK = 0x40000000;
  private static final int HOST_NAME = 0x04000000;
  private static final int STACK = 256 << 10;

  private final MethodHandle open = find("open", JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle enter = find("setns", JAVA_INT, JAVA_INT, JAVA_INT);
  private final MethodHandle name = find("sethostname", JAVA_INT, ADDRESS, JAVA_LONG);
  private final MethodHandle close = find("close", JAVA_INT, JAVA_INT);

  private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /** Has the work done in the network that the file names. It must start no thread. */
  <T> T inNetwork(Path file, Callable<T> work) throws IOException {
    return within(file, NETWORK, work);
  }

  /** Names the machine that the process sees itself on. */
  void nameMachine(long process, String machine) throws IOException {
    Path file = Path.of("/proc/" + process + "/ns/uts");
    byte[] text = machine.getBytes(StandardCharsets.US_ASCII);
    Integer result =
        within(
            file,
            HOST_NAME,
            () -> {
              try (Arena arena = Arena.ofConfined()) {
                MemorySegment bytes = arena.allocateFrom(machine);
                return call(name, bytes, (long) text.length);
              }
            });
    check(result, file);
  }

  private <T> T within(Path file, int kind, Callable<T> work) throws IOException {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              enter(file, kind);
              return work.call();
            });
    Thread.ofPlatform().daemon().name("in-namespace").stackSize(STACK).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("Nothing can be done in the namespace " + file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted in the namespace " + file, e);
    }
  }

  private void enter(Path file, int kind) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = call(open, arena.allocateFrom(file.toString()), READ_AND_CLOSE_ON_EXEC);
      check(descriptor, file);
      try {
        check(call(enter, descriptor, kind), file);
      } finally {
        call(close, descriptor);
      }
    }
  }

  private static void check(int result, Path file) throws IOException {
    if (result < 0) {
      throw new IOException("the kernel does not let the host into the namespace " + file);
    }
  }

  private static int call(MethodHandle handle, Object... arguments) {
    try {
      return (int) handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("a system call cannot be made", e);
    }
  }
}
