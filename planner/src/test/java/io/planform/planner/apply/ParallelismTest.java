package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelismTest {
  private static final String TWO_CONFIGURATIONS =
      """
      provider "fake" {}
      provider "fake" {
        alias = "other"
      }
      resource "fake_thing" "a" {
        count = 4
        name  = "a${count.index}"
      }
      resource "fake_thing" "b" {
        count    = 4
        name     = "b${count.index}"
        provider = fake.other
      }
      """;

  @TempDir Path directory;

  /** How many are within something at once, by the first letter of their names. */
  private static final class Count {
    final Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
    final Map<String, Integer> most = new ConcurrentHashMap<>();
    final CyclicBarrier together;

    /**
     * @param parties who wait for each other
     */
    Count(int parties) {
      together = new CyclicBarrier(parties);
    }

    void within(String name) {
      String group = name.substring(0, 1);
      AtomicInteger here = now.computeIfAbsent(group, _ -> new AtomicInteger());
      most.merge(group, here.incrementAndGet(), Math::max);
      try {
        int _ = together.await(2, TimeUnit.MINUTES);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new AssertionError("fewer go on at a time than may", e);
      }
      here.decrementAndGet();
    }
  }

  private static PlanRequest request(Parallelism parallelism) {
    return new PlanRequest(Plan.Mode.NORMAL, true, Set.of(), Set.of(), Set.of(), parallelism);
  }

  @Test
  void boundsEachConfigurationOfAProvider() throws StoreException {
    PlanRequest request = request(new Parallelism(10, Map.of("fake", 2)));
    try (Workshop workshop = new Workshop(directory)) {
      Count creations = new Count(4);
      workshop.cloud.within = creations::within;
      ApplyResult result = workshop.manifest(TWO_CONFIGURATIONS).apply(request);
      assertNotNull(result, () -> workshop.diagnostics.toString());
      assertEquals(List.of(), result.notDone());
      assertEquals(Map.of("a", 2, "b", 2), creations.most);

      Count reads = new Count(4);
      workshop.cloud.within = reads::within;
      Plan plan = workshop.plan(request);
      assertNotNull(plan, () -> workshop.diagnostics.toString());
      assertTrue(plan.isEmpty());
      assertEquals(Map.of("a", 2, "b", 2), reads.most);
    }
  }

  @Test
  void boundsAllTogether() throws StoreException {
    try (Workshop workshop = new Workshop(directory)) {
      Count creations = new Count(1);
      workshop.cloud.within = _ -> creations.within("all");
      PlanRequest request = request(new Parallelism(1, Map.of("fake", 2)));
      assertNotNull(workshop.manifest(TWO_CONFIGURATIONS).apply(request));
      assertEquals(Map.of("a", 1), creations.most);
    }
  }
}
