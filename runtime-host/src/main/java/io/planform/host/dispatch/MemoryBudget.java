package io.planform.host.dispatch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the instances of all functions together may be promised of the machine's memory. When it is
 * spent, idle instances make room, the longest kept first. An instance's share comes back when its
 * end is ordered, since nothing survives that.
 */
final class MemoryBudget {
  private final Map<FunctionInstance, Integer> shares = new LinkedHashMap<>();
  private final Predicate<FunctionInstance> kept;
  private long free;

  /**
   * @param kept those that make no room
   */
  MemoryBudget(long megabytes, Predicate<FunctionInstance> kept) {
    this.free = megabytes;
    this.kept = kept;
  }

  /** Promises the instance its memory, if there is that much or can be made. */
  synchronized boolean reserve(FunctionInstance instance, int megabytes) {
    Iterator<Map.Entry<FunctionInstance, Integer>> oldest = shares.entrySet().iterator();
    while (free < megabytes && oldest.hasNext()) {
      Map.Entry<FunctionInstance, Integer> each = oldest.next();
      if (!kept.test(each.getKey()) && each.getKey().retireIfIdle()) {
        free += each.getValue();
        oldest.remove();
      }
    }
    if (free < megabytes) {
      return false;
    }
    free -= megabytes;
    shares.put(instance, megabytes);
    return true;
  }

  /** Takes the promise back; for one that made room already it does nothing. */
  synchronized void release(FunctionInstance instance) {
    Integer share = shares.remove(instance);
    if (share != null) {
      free += share;
    }
  }
}
