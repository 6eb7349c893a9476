package io.planform.planner.test;

import io.planform.planner.plan.prior.PriorState;
import io.planform.planner.test.Leftover.LeftObject;
import io.planform.store.state.Operation;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state that runs of one file share, and the run that used it last. */
final class Slot {
  private final MemoryState state = new MemoryState();
  private @Nullable TestRun last;
  private @Nullable Subject subject;

  MemoryState state() {
    return state;
  }

  void used(TestRun run, Subject itsSubject) {
    last = run;
    subject = itsSubject;
  }

  /** Null before anything was applied. */
  @Nullable TestRun last() {
    return last;
  }

  @Nullable Subject subject() {
    return subject;
  }

  /** What is there now, or may be. */
  List<LeftObject> objects() {
    Snapshot snapshot = state.snapshot();
    List<LeftObject> objects = new ArrayList<>();
    for (ResourceRow row : PriorState.managed(snapshot)) {
      objects.add(new LeftObject(row.address(), row.deposed(), row.objectId()));
    }
    for (Operation operation : snapshot.unfinished()) {
      LeftObject begun = new LeftObject(operation.address(), operation.deposed(), "");
      boolean known =
          objects.stream()
              .anyMatch(
                  one ->
                      one.address().equals(begun.address())
                          && one.deposed().equals(begun.deposed()));
      if (!known) {
        objects.add(begun);
      }
    }
    return objects;
  }
}
