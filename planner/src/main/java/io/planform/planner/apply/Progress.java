package io.planform.planner.apply;

import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** What was done and what was not, told to a listener as it happens. */
final class Progress {
  private final ApplyListener listener;
  private final List<ApplyResult.Item> done = new ArrayList<>();
  private final SequencedSet<ApplyResult.Item> open = new LinkedHashSet<>();

  Progress(ApplyListener listener) {
    this.listener = listener;
  }

  ApplyListener listener() {
    return listener;
  }

  /** All work that is planned. */
  synchronized void expect(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Make(Step.Key key) -> open.add(item(key.change(), work(key.change())));
        case Step.Destroy(Step.Key key) -> open.add(item(key.change(), Work.DELETE));
        case Step.Start _, Step.Done _, Step.Gate _, Step.FinalGate _ -> {}
      }
    }
  }

  static Work work(ResourceChange change) {
    return switch (change.action()) {
      case READ -> Work.READ;
      case UPDATE -> Work.UPDATE;
      case CREATE, DELETE_THEN_CREATE, CREATE_THEN_DELETE -> Work.CREATE;
      case DELETE -> Work.DELETE;
      case NO_OP, FORGET ->
          throw new IllegalArgumentException("nothing happens to " + change.address());
    };
  }

  private static ApplyResult.Item item(ResourceChange change, Work work) {
    return new ApplyResult.Item(change.address(), work);
  }

  void started(ResourceChange change, Work work) {
    String id =
        work == Work.CREATE || change.recorded() == null ? "" : change.recorded().objectId();
    listener.started(change.address(), work, id);
  }

  void finished(ResourceChange change, Work work, String id, Duration took) {
    unchanged(change, work);
    synchronized (this) {
      done.add(item(change, work));
    }
    listener.finished(change.address(), work, id, took);
  }

  /** The state knows an object from now on that was there already. */
  void imported(Address address, String id) {
    listener.started(address, Work.IMPORT, id);
    synchronized (this) {
      done.add(new ApplyResult.Item(address, Work.IMPORT));
    }
    listener.finished(address, Work.IMPORT, id, Duration.ZERO);
  }

  /** There turned out to be nothing to do. */
  synchronized void unchanged(ResourceChange change, Work work) {
    open.remove(item(change, work));
  }

  void failed(ResourceChange change, Work work) {
    listener.failed(change.address(), work);
  }

  synchronized List<ApplyResult.Item> done() {
    return List.copyOf(done);
  }

  synchronized List<ApplyResult.Item> notDone() {
    return List.copyOf(open);
  }

  synchronized long count(Work work) {
    return done.stream().filter(item -> item.work() == work).count();
  }
}
