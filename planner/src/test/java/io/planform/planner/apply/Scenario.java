package io.planform.planner.apply;

import io.planform.planner.apply.FakeCloud.Trouble;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may befall a state: a first apply that may go wrong, changes elsewhere, and one operation
 * that may go wrong.
 *
 * @param gone names of things that somebody else deletes between
 * @param edited names of things that somebody else changes between
 * @param lookups whether the cloud tells what a lost call has made
 */
record Scenario(
    String before,
    Map<String, Trouble> troublesBefore,
    Set<String> gone,
    Set<String> edited,
    String after,
    Map<String, Trouble> troubles,
    boolean lookups,
    What what) {

  /** The operation. */
  enum What {
    APPLY,
    DESTROY,
    TARGETED,
    REPLACE,
    REFRESH_ONLY,
    WITHOUT_REFRESH;

    PlanRequest request() {
      Address address = Objects.requireNonNull(Address.parse("fake_thing.t1"));
      Target target = new Target.Block(address);
      PlanRequest normal = PlanRequest.NORMAL;
      return switch (this) {
        case APPLY -> normal;
        case DESTROY -> PlanRequest.of(Plan.Mode.DESTROY);
        case REFRESH_ONLY -> PlanRequest.of(Plan.Mode.REFRESH_ONLY);
        case TARGETED ->
            new PlanRequest(
                normal.mode(), true, Set.of(target), Set.of(), Set.of(), Parallelism.USUAL);
        case REPLACE ->
            new PlanRequest(
                normal.mode(), true, Set.of(), Set.of(), Set.of(address), Parallelism.USUAL);
        case WITHOUT_REFRESH ->
            new PlanRequest(normal.mode(), false, Set.of(), Set.of(), Set.of(), Parallelism.USUAL);
      };
    }
  }

  /** A test of {@link ScenarioTest} that does the same. */
  @Override
  public String toString() {
    return """

        @Test
        void whatHappened() throws Exception {
          hold(
              new Scenario(
                  %s,
                  %s,
                  %s,
                  %s,
                  %s,
                  %s,
                  %s,
                  Scenario.What.%s));
        }
        """
        .formatted(
            text(before),
            java(troublesBefore),
            java(gone),
            java(edited),
            text(after),
            java(troubles),
            lookups,
            what);
  }

  private static String text(String hcl) {
    return hcl.isEmpty() ? "\"\"" : "\"\"\"\n" + hcl.indent(10) + "          \"\"\"";
  }

  private static String java(Set<String> names) {
    return names.stream()
        .sorted()
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(", ", "Set.of(", ")"));
  }

  private static String java(Map<String, Trouble> troubles) {
    return troubles.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> "\"" + entry.getKey() + "\", Trouble." + entry.getValue())
        .collect(Collectors.joining(", ", "Map.of(", ")"));
  }
}
