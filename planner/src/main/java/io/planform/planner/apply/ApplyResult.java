package io.planform.planner.apply;

import io.planform.planner.plan.address.Address;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.SequencedMap;

/**
 * How an apply ended.
 *
 * @param done what was done, in order
 * @param notDone what was planned and was not: failed, resting on something that failed, or never
 *     started
 * @param outputs after the apply
 */
public record ApplyResult(
    List<Item> done,
    List<Item> notDone,
    List<Diagnostic> diagnostics,
    boolean interrupted,
    SequencedMap<String, Value> outputs) {

  public record Item(Address address, Work work) {}

  public boolean isComplete() {
    return notDone.isEmpty() && !interrupted && diagnostics.stream().noneMatch(Diagnostic::isError);
  }

  public long count(Work work) {
    return done.stream().filter(item -> item.work() == work).count();
  }
}
