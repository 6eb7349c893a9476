package io.planform.planner.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Strongly connected components by Tarjan's algorithm, with an explicit stack: a chain of 100,000
 * nodes must not overflow the thread's.
 */
final class Cycles {
  private final int[][] edges;
  private final int[] number;
  private final int[] low;
  private final int[] nextEdge;
  private final boolean[] onPath;
  private final Deque<Integer> path = new ArrayDeque<>();
  private final List<int[]> found = new ArrayList<>();
  private int counter;

  Cycles(int[][] edges) {
    this.edges = edges;
    this.number = new int[edges.length];
    this.low = new int[edges.length];
    this.nextEdge = new int[edges.length];
    this.onPath = new boolean[edges.length];
  }

  <N> List<List<N>> find(Function<int[], List<N>> names) {
    for (int node = 0; node < edges.length; node++) {
      if (number[node] == 0) {
        visit(node);
      }
    }
    return found.stream().map(names).toList();
  }

  private void visit(int root) {
    Deque<Integer> calls = new ArrayDeque<>();
    enter(root, calls);
    while (!calls.isEmpty()) {
      int node = calls.peek();
      if (nextEdge[node] < edges[node].length) {
        int next = edges[node][nextEdge[node]++];
        if (number[next] == 0) {
          enter(next, calls);
        } else if (onPath[next]) {
          low[node] = Math.min(low[node], number[next]);
        }
      } else {
        calls.pop();
        if (!calls.isEmpty()) {
          low[calls.peek()] = Math.min(low[calls.peek()], low[node]);
        }
        if (low[node] == number[node]) {
          close(node);
        }
      }
    }
  }

  private void enter(int node, Deque<Integer> calls) {
    number[node] = ++counter;
    low[node] = counter;
    path.push(node);
    onPath[node] = true;
    calls.push(node);
  }

  private void close(int node) {
    List<Integer> component = new ArrayList<>();
    int member;
    do {
      member = path.pop();
      onPath[member] = false;
      component.add(member);
    } while (member != node);
    boolean circular = component.size() > 1 || Arrays.stream(edges[node]).anyMatch(e -> e == node);
    if (circular) {
      found.add(component.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
