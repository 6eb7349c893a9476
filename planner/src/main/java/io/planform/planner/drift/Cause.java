package io.planform.planner.drift;

import io.planform.spi.provider.ChangeHistory.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Who changed objects.
 *
 * @param actor as the server knows them; empty where nothing tells
 * @param source the address their calls came from
 * @param objects whose last change was theirs, in the order of addresses
 */
public record Cause(String actor, String source, List<DriftedObject> objects) {
  public Cause {
    objects = List.copyOf(objects);
  }

  public boolean isKnown() {
    return !actor.isEmpty() || !source.isEmpty();
  }

  /** When the first of their calls came; known causes only. */
  public Instant first() {
    return times().getFirst();
  }

  /** When the last of their calls came; known causes only. */
  public Instant last() {
    return times().getLast();
  }

  private List<Instant> times() {
    return objects.stream()
        .flatMap(object -> object.calls().stream())
        .filter(call -> call.actor().equals(actor) && call.source().equals(source))
        .map(Change::at)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
