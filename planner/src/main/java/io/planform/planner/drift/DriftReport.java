package io.planform.planner.drift;

import io.planform.planner.plan.address.Address;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found to differ from what was applied, by those who did it.
 *
 * @param at when it was looked
 * @param target where the objects live
 * @param revision of the state
 * @param causes those that are known first
 * @param unmanaged what is there and the state does not own
 * @param ignored how many differences rules have left out
 */
public record DriftReport(
    Instant at,
    String target,
    long revision,
    List<Cause> causes,
    SequencedMap<Address, Unmanaged> unmanaged,
    int ignored) {

  /**
   * @param id as an import block takes it
   * @param block that would manage it
   */
  public record Unmanaged(String id, String block) {}

  public DriftReport {
    causes = List.copyOf(causes);
  }

  public List<DriftedObject> objects() {
    return causes.stream().flatMap(cause -> cause.objects().stream()).toList();
  }

  /** Whether anything that the state owns is not what it was made. */
  public boolean isDrifted() {
    return !causes.isEmpty();
  }

  /** Whether another look, at another time, found the same. */
  public boolean findsAs(@Nullable DriftReport other) {
    return other != null
        && causes.equals(other.causes)
        && unmanaged.equals(other.unmanaged)
        && ignored == other.ignored;
  }
}
