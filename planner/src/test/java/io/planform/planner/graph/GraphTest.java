package io.planform.planner.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GraphTest {

  @Property(tries = 200)
  void everyNodeComesAfterWhatItDependsOn(
      @ForAll @Size(max = 60) List<@IntRange(max = 399) Integer> pairs) {
    Graph<Integer> graph = acyclic(pairs);

    List<Integer> order = graph.inOrder();

    assertEquals(graph.nodes().size(), order.size());
    assertTrue(graph.cycles().isEmpty());
    for (Integer node : graph.nodes()) {
      for (Integer dependency : graph.dependencies(node)) {
        assertTrue(order.indexOf(dependency) < order.indexOf(node));
        assertTrue(graph.dependents(dependency).contains(node));
      }
    }
  }

  @Property(tries = 100)
  void aWalkVisitsEachNodeOnceAfterItsDependencies(
      @ForAll @Size(max = 60) List<@IntRange(max = 399) Integer> pairs,
      @ForAll @IntRange(min = 1, max = 8) int parallelism) {
    Graph<Integer> graph = acyclic(pairs);
    List<Integer> visited = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    Walk.over(
        graph,
        parallelism,
        new Walk.Visitor<>() {
          @Override
          public boolean visit(Integer node) {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            visited.add(node);
            atOnce.decrementAndGet();
            return true;
          }

          @Override
          public void skip(Integer node) {
            throw new AssertionError("nothing failed");
          }
        });

    assertEquals(graph.nodes().size(), visited.size());
    assertTrue(most.get() <= parallelism);
    for (Integer node : graph.nodes()) {
      for (Integer dependency : graph.dependencies(node)) {
        assertTrue(visited.indexOf(dependency) < visited.indexOf(node));
      }
    }
  }

  @Property(tries = 100)
  void aLaneIsNoWiderThanItIsSaidToBe(
      @ForAll @Size(max = 60) List<@IntRange(max = 399) Integer> pairs,
      @ForAll @IntRange(min = 1, max = 8) int parallelism,
      @ForAll @IntRange(min = 1, max = 3) int width) {
    Graph<Integer> graph = acyclic(pairs);
    List<Lane> lanes = List.of(new Lane(width), new Lane(width));
    List<AtomicInteger> atOnce = List.of(new AtomicInteger(), new AtomicInteger());
    AtomicInteger most = new AtomicInteger();
    List<Integer> visited = Collections.synchronizedList(new ArrayList<>());

    Walk.over(
        graph,
        parallelism,
        node -> node % 3 == 2 ? null : lanes.get(node % 3),
        new Walk.Visitor<>() {
          @Override
          public boolean visit(Integer node) {
            if (node % 3 != 2) {
              AtomicInteger here = atOnce.get(node % 3);
              most.accumulateAndGet(here.incrementAndGet(), Math::max);
              here.decrementAndGet();
            }
            visited.add(node);
            return true;
          }

          @Override
          public void skip(Integer node) {
            throw new AssertionError("nothing failed");
          }
        });

    assertEquals(graph.nodes().size(), visited.size());
    assertTrue(most.get() <= width);
  }

  /** Both places of the walk would be taken by a lane of one, if those who wait took places. */
  @Test
  void whoWaitsForALaneTakesNoPlaceFromOthers() {
    Graph.Builder<String> builder = new Graph.Builder<>();
    List.of("narrow 1", "narrow 2", "other").forEach(builder::node);
    Lane narrow = new Lane(1);
    CountDownLatch otherVisited = new CountDownLatch(1);
    Walk.over(
        builder.build(),
        2,
        node -> node.startsWith("narrow") ? narrow : null,
        new Walk.Visitor<>() {
          @Override
          public boolean visit(String node) throws InterruptedException {
            if (node.equals("other")) {
              otherVisited.countDown();
            } else {
              assertTrue(otherVisited.await(2, TimeUnit.MINUTES));
            }
            return true;
          }

          @Override
          public void skip(String node) {
            throw new AssertionError("nothing failed");
          }
        });
  }

  @Property(tries = 100)
  void whatDependsOnAFailureIsSkippedAndNothingElse(
      @ForAll @Size(max = 60) List<@IntRange(max = 399) Integer> pairs,
      @ForAll Set<@IntRange(max = 19) Integer> failing) {
    Graph<Integer> graph = acyclic(pairs);
    Set<Integer> visited = ConcurrentHashMap.newKeySet();
    Set<Integer> skipped = ConcurrentHashMap.newKeySet();

    Walk.over(
        graph,
        4,
        new Walk.Visitor<>() {
          @Override
          public boolean visit(Integer node) {
            visited.add(node);
            return !failing.contains(node);
          }

          @Override
          public void skip(Integer node) {
            skipped.add(node);
          }
        });

    Set<Integer> failed =
        visited.stream().filter(failing::contains).collect(Collectors.toCollection(HashSet::new));
    Set<Integer> expected = new HashSet<>(graph.withDependents(failed));
    expected.removeAll(failed);
    assertEquals(expected, skipped);
    assertEquals(graph.nodes().size(), visited.size() + skipped.size());
  }

  @Test
  void namesEveryMemberOfACircle() {
    Graph<String> graph =
        new Graph.Builder<String>()
            .edge("a", "b")
            .edge("b", "c")
            .edge("c", "a")
            .edge("d", "a")
            .edge("e", "e")
            .node("f")
            .build();

    Set<Set<String>> cycles = graph.cycles().stream().map(Set::copyOf).collect(Collectors.toSet());

    assertEquals(Set.of(Set.of("a", "b", "c"), Set.of("e")), cycles);
    assertEquals(List.of("f"), graph.inOrder());
  }

  @Test
  void aChainOfAHundredThousandNodesIsNoProblem() {
    Graph.Builder<Integer> builder = new Graph.Builder<>();
    for (int node = 0; node < 100_000; node++) {
      builder.edge(node, node + 1);
    }
    assertTrue(builder.build().cycles().isEmpty());
    assertFalse(builder.edge(100_000, 0).build().cycles().isEmpty());
  }

  @Test
  void aWalkVisitsAnyNumberOfNodesThatDependOnNothing() {
    Graph.Builder<Integer> builder = new Graph.Builder<>();
    for (int node = 0; node < 100_000; node++) {
      builder.node(node);
    }
    AtomicInteger visits = new AtomicInteger();

    Walk.over(
        builder.build(),
        10,
        new Walk.Visitor<>() {
          @Override
          public boolean visit(Integer node) {
            visits.incrementAndGet();
            return true;
          }

          @Override
          public void skip(Integer node) {}
        });

    assertEquals(100_000, visits.get());
  }

  @Test
  void aFaultInAVisitorEndsTheWalkAndIsThrown() {
    Graph<String> graph = new Graph.Builder<String>().edge("b", "a").build();

    IllegalStateException fault =
        assertThrows(
            IllegalStateException.class,
            () ->
                Walk.over(
                    graph,
                    1,
                    new Walk.Visitor<>() {
                      @Override
                      public boolean visit(String node) {
                        throw new IllegalStateException("broken at " + node);
                      }

                      @Override
                      public void skip(String node) {}
                    }));

    assertEquals("broken at a", fault.getMessage());
  }

  /** Each number is a pair of nodes below 20; edges go from the greater to the lesser. */
  private static Graph<Integer> acyclic(List<Integer> pairs) {
    Graph.Builder<Integer> graph = new Graph.Builder<>();
    for (int pair : pairs) {
      int a = pair / 20;
      int b = pair % 20;
      graph.node(a).node(b);
      if (a != b) {
        graph.edge(Math.max(a, b), Math.min(a, b));
      }
    }
    return graph.build();
  }
}
