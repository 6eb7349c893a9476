package io.planform.planner.cli.project;

import io.planform.planner.cli.shell.Approval;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.Plan;
import io.planform.store.state.Snapshot;

/** Decides whether a plan is applied. */
public interface Consent {
  /** Given whatever is planned. */
  Consent GIVEN =
      new Consent() {
        @Override
        public boolean isGiven() {
          return true;
        }

        @Override
        public boolean to(Plan plan, Snapshot prior) {
          return true;
        }
      };

  /** That of a person. */
  static Consent asked(Shell shell, String workspace, boolean asks) {
    return new Consent() {
      @Override
      public boolean isGiven() {
        return false;
      }

      @Override
      public boolean to(Plan plan, Snapshot prior) {
        return plan.isEmpty() || new Approval(shell).of(plan, workspace, asks);
      }
    };
  }

  /** Whether nobody looks at the plan before it is applied. */
  boolean isGiven();

  /** What stands in the way has been reported where the answer is no. */
  boolean to(Plan plan, Snapshot prior);
}
