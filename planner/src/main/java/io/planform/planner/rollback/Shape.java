package io.planform.planner.rollback;

import io.planform.planner.plan.address.InstanceKey;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How a block says which instances of it there are. */
enum Shape {
  SINGLE(""),
  COUNT("[count.index]"),
  FOR_EACH("[each.key]");

  private final String selection;

  Shape(String selection) {
    this.selection = selection;
  }

  /** What leads an expression from all instances to the one that is meant. */
  String selection() {
    return selection;
  }

  /** Null if no block has just these instances. */
  static @Nullable Shape of(Collection<? extends @Nullable InstanceKey> keys) {
    boolean[] seen = new boolean[keys.size()];
    int names = 0;
    int indices = 0;
    for (InstanceKey key : keys) {
      switch (key) {
        case null -> {}
        case InstanceKey.Name _ -> names++;
        case InstanceKey.Index(int index) -> {
          if (index < seen.length && !seen[index]) {
            seen[index] = true;
            indices++;
          }
        }
      }
    }
    int all = keys.size();
    return names == all ? FOR_EACH : indices == all ? COUNT : all == 1 ? SINGLE : null;
  }
}
