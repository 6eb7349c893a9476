package io.planform.planner.apply;

import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.ResourceChange;

/** A node of the graph that an apply walks. */
sealed interface Step {

  /** Evaluates what is not a resource, and expands what is one. */
  record Start(NodeKey node) implements Step {}

  /** All instances of a block are as they will be: references to it may be evaluated. */
  record Done(NodeKey block) implements Step {}

  /** Nothing that rests on the block stands in the way of replacing its objects. */
  record Gate(NodeKey block) implements Step {}

  /** As {@link Gate}, and what rested on the block no longer does: its objects may go for good. */
  record FinalGate(NodeKey block) implements Step {}

  /** Creates, updates or reads. */
  record Make(Key key) implements Step {}

  /** Deletes what is planned to be deleted, or the old object of a replacement. */
  record Destroy(Key key) implements Step {}

  /** A change as part of a hashed node: by identity, since there is one of each. */
  final class Key {
    private final ResourceChange change;

    Key(ResourceChange change) {
      this.change = change;
    }

    ResourceChange change() {
      return change;
    }
  }
}
