package io.planform.planner.plan;

import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * An output value, changed or not.
 *
 * @param before null if there was none
 * @param after null if it is removed
 */
public record OutputChange(
    String name, @Nullable Value before, @Nullable Value after, boolean sensitive) {

  public boolean isChange() {
    Value old = before == null ? null : before.revealed();
    Value now = after == null ? null : after.revealed();
    return old == null ? now != null : !old.equals(now);
  }
}
