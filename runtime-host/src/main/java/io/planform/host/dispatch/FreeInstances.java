package io.planform.host.dispatch;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * The instances of a pool that had a free slot when last looked at; reserved ones are taken first,
 * and of each sort the one used last. Guarded by its pool.
 */
final class FreeInstances {
  private final Predicate<FunctionInstance> isReserved;
  private final SequencedSet<FunctionInstance> reserved = new LinkedHashSet<>();
  private final SequencedSet<FunctionInstance> others = new LinkedHashSet<>();

  FreeInstances(Predicate<FunctionInstance> isReserved) {
    this.isReserved = isReserved;
  }

  void offer(FunctionInstance instance) {
    (isReserved.test(instance) ? reserved : others).addLast(instance);
  }

  void remove(FunctionInstance instance) {
    reserved.remove(instance);
    others.remove(instance);
  }

  /** Takes a slot. */
  Optional<FunctionInstance> take() {
    return take(reserved).or(() -> take(others));
  }

  private static Optional<FunctionInstance> take(SequencedSet<FunctionInstance> from) {
    while (!from.isEmpty()) {
      FunctionInstance latest = from.getLast();
      if (latest.reserve()) {
        return Optional.of(latest);
      }
      from.removeLast();
    }
    return Optional.empty();
  }

  /** Others are reserved now. */
  void sort() {
    var chosen = others.stream().filter(isReserved).toList();
    var dismissed = reserved.stream().filter(isReserved.negate()).toList();
    others.removeAll(chosen);
    reserved.removeAll(dismissed);
    reserved.addAll(chosen);
    others.addAll(dismissed);
  }
}
