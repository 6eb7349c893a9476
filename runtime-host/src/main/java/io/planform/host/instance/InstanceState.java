package io.planform.host.instance;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where an instance is in its life. */
enum InstanceState {
  /** Known, but nothing was asked of the engine. */
  CREATED,
  /** The engine starts it, then it loads the code and runs the initializer. */
  INITIALISING,
  /** It takes requests and has none. */
  IDLE,
  /** It runs at least one request; it takes more while it has free slots. */
  BUSY,
  /** It takes no more requests and runs its last ones. */
  DRAINING,
  /** Nothing is left of it. */
  GONE;

  private static final Map<InstanceState, Set<InstanceState>> NEXT =
      Map.of(
          CREATED, EnumSet.of(INITIALISING, GONE),
          INITIALISING, EnumSet.of(IDLE, GONE),
          IDLE, EnumSet.of(BUSY, GONE),
          BUSY, EnumSet.of(IDLE, DRAINING, GONE),
          DRAINING, EnumSet.of(GONE),
          GONE, EnumSet.noneOf(InstanceState.class));

  boolean mayBecome(InstanceState next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /** The next state, if the change is one of those allowed. */
  InstanceState become(InstanceState next) {
    if (!mayBecome(next)) {
      throw new IllegalStateException("An instance that is " + this + " cannot become " + next);
    }
    return next;
  }
}
