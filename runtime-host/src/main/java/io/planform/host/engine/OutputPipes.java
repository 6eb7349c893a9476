package io.planform.host.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.planform.host.engine.InstanceListener.Output;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a process writes, by named pipes that the host reads itself. What was written before a
 * message came is in them by then, and {@link #drain} finds all of it; a stream through the engine
 * comes when it comes, and costs as much as the call it belongs to.
 */
final class OutputPipes implements AutoCloseable {
  private static final PipeCalls CALLS = new PipeCalls();
  private static final int AT_ONCE = 64 << 10;
  private static final int STACK = 256 << 10;

  private final InstanceListener listener;
  private final List<Pipe> pipes;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(AT_ONCE);
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  private record Pipe(Output output, int descriptor) {}

  private OutputPipes(InstanceListener listener, List<Pipe> pipes) {
    this.listener = listener;
    this.pipes = pipes;
  }

  /** Makes the pipes of an instance, and tells the listener what comes out of them. */
  static OutputPipes open(InstanceDirectory directory, InstanceListener listener)
      throws IOException {
    List<Pipe> pipes = new ArrayList<>();
    try {
      for (Output output : Output.values()) {
        Path path = directory.pipe(output);
        pipes.add(new Pipe(output, CALLS.make(path)));
        // Who reads them takes what another wrote.
        InstanceDirectory.permit(path, "-w--w--w-");
      }
    } catch (IOException e) {
      pipes.forEach(pipe -> CALLS.close(pipe.descriptor()));
      throw e;
    }
    var all = new OutputPipes(listener, List.copyOf(pipes));
    Thread.ofPlatform().daemon().name("output").stackSize(STACK).start(all::follow);
    return all;
  }

  private void follow() {
    MemorySegment room = PipeCalls.room(arena, pipes.stream().mapToInt(Pipe::descriptor).toArray());
    var throttle = new Throttle();
    while (!closed) {
      CALLS.await(room);
      throttle.pass(drain());
    }
    pipes.forEach(pipe -> CALLS.close(pipe.descriptor()));
    arena.close();
  }

  /**
   * Tells the listener all that was written until now.
   *
   * @return how many bytes, about
   */
  long drain() {
    lock.lock();
    try {
      return closed ? 0 : pipes.stream().mapToLong(this::read).sum();
    } finally {
      lock.unlock();
    }
  }

  /** A pipe holds no more than is read at once. */
  private long read(Pipe pipe) {
    long length = CALLS.read(pipe.descriptor(), buffer);
    if (length > 0) {
      listener.wrote(pipe.output(), buffer.asSlice(0, length).toArray(JAVA_BYTE));
    }
    return length;
  }

  /** Forgets what was not read. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        // Whoever waits for something to read finds this.
        CALLS.write(pipes.getFirst().descriptor(), buffer.asSlice(0, 1));
      }
    } finally {
      lock.unlock();
    }
  }
}
