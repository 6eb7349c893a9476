package io.planform.planner.graph;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Visits every node of a graph after its dependencies, as many at a time as allowed, each on a
 * virtual thread. The graph must be free of cycles.
 */
public final class Walk<N> {

  /** What happens at a node. */
  public interface Visitor<N> {

    /**
     * @return whether dependents may be visited too
     */
    boolean visit(N node) throws InterruptedException;

    /** A node that cannot be visited, since something it depends on answered false. */
    void skip(N node);
  }

  /** Where visits are bounded more narrowly than those of the whole walk. */
  @FunctionalInterface
  public interface Lanes<N> {

    /**
     * @param node whose dependencies are done
     * @return null for a node that is in none
     */
    @Nullable Lane of(N node);
  }

  private final Graph<N> graph;
  private final Visitor<N> visitor;
  private final int parallelism;
  private final Lanes<N> lanes;

  /** Nodes whose dependencies are done: many more than there are threads, where a graph is wide. */
  private final Queue<Integer> ready = new ConcurrentLinkedQueue<>();

  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicIntegerArray open;
  private final AtomicIntegerArray blocked;
  private final CountDownLatch left;
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

  private Walk(Graph<N> graph, int parallelism, Lanes<N> lanes, Visitor<N> visitor) {
    this.graph = graph;
    this.visitor = visitor;
    this.parallelism = parallelism;
    this.lanes = lanes;
    this.open = new AtomicIntegerArray(graph.openDependencies());
    this.blocked = new AtomicIntegerArray(graph.nodes().size());
    this.left = new CountDownLatch(graph.nodes().size());
  }

  /** Returns when every node was visited or skipped. */
  public static <N> void over(Graph<N> graph, int parallelism, Visitor<N> visitor) {
    over(graph, parallelism, _ -> null, visitor);
  }

  /**
   * As {@link #over(Graph, int, Visitor)}.
   *
   * @param parallelism of all lanes together
   */
  public static <N> void over(Graph<N> graph, int parallelism, Lanes<N> lanes, Visitor<N> visitor) {
    new Walk<>(graph, parallelism, lanes, visitor).run();
  }

  private void run() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int[] dependencies = graph.openDependencies();
      for (int node = 0; node < dependencies.length; node++) {
        if (dependencies[node] == 0) {
          start(node, threads);
        }
      }
      awaitAll();
    }
    switch (fault.get()) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  /** Nothing may be left behind under way, so an interrupt only shows afterwards. */
  private void awaitAll() {
    boolean interrupted = false;
    while (left.getCount() > 0) {
      try {
        left.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(int node, ExecutorService threads) {
    ready.add(node);
    if (hire()) {
      threads.execute(() -> work(threads));
    }
  }

  /** Whether there may be one more worker. */
  private boolean hire() {
    int before = workers.getAndUpdate(count -> Math.min(count + 1, parallelism));
    return before < parallelism;
  }

  private void work(ExecutorService threads) {
    do {
      for (Integer node = ready.poll(); node != null; node = ready.poll()) {
        enter(node, threads);
      }
      workers.decrementAndGet();
      // A node may have come after the last look, when all places were taken still.
    } while (!ready.isEmpty() && hire());
  }

  private void enter(int node, ExecutorService threads) {
    Lane lane = lanes.of(graph.nodes().get(node));
    if (lane == null) {
      process(node, threads);
    } else if (lane.enter(node)) {
      for (Integer next = node; next != null; next = lane.leave()) {
        process(next, threads);
      }
    }
  }

  private void process(int node, ExecutorService threads) {
    boolean passable = false;
    try {
      passable = visit(node);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fault.compareAndSet(null, e);
    }
    for (int dependent : graph.dependentsOf(node)) {
      if (!passable) {
        blocked.set(dependent, 1);
      }
      if (open.decrementAndGet(dependent) == 0) {
        start(dependent, threads);
      }
    }
    left.countDown();
  }

  private boolean visit(int node) throws InterruptedException {
    N subject = graph.nodes().get(node);
    if (blocked.get(node) != 0 || fault.get() != null) {
      visitor.skip(subject);
      return false;
    }
    return visitor.visit(subject);
  }
}
