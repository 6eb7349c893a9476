package io.planform.planner.graph;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Nodes of a walk of which only so many are visited at a time. Those that wait take no place from
 * others.
 */
public final class Lane {
  private final Queue<Integer> waiting = new ArrayDeque<>();
  private int free;

  public Lane(int width) {
    free = width;
  }

  /** Whether a node may be visited now; if not, it is kept for one that leaves. */
  synchronized boolean enter(int node) {
    if (free == 0) {
      waiting.add(node);
      return false;
    }
    free--;
    return true;
  }

  /** The node that has the place of one that leaves; null if none waits. */
  synchronized @Nullable Integer leave() {
    Integer next = waiting.poll();
    if (next == null) {
      free++;
    }
    return next;
  }
}
