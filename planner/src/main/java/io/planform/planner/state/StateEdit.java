package io.planform.planner.state;

import io.planform.store.state.Run;
import java.util.List;

/**
 * What an edit would do.
 *
 * @param changes to be made in one transaction
 * @param subjects what is moved, removed or marked, in the order in which it is told
 */
public record StateEdit(List<Run.Change> changes, List<Subject> subjects) {

  /**
   * @param from the address before
   * @param to the address after; the same where it stays
   */
  public record Subject(String from, String to) {}
}
