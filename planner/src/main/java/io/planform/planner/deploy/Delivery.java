package io.planform.planner.deploy;

import io.planform.store.StoreException;
import io.planform.store.job.DeploymentRun.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans and applies what was checked out. */
public interface Delivery {

  /**
   * What is to be delivered.
   *
   * @param root directory of the root module
   * @param number of the run
   * @param reasons why somebody has to approve even a plan that would need no approval else
   * @param approvals of this commit's plans
   */
  record Order(
      DeploymentSettings settings,
      Path root,
      String commit,
      long number,
      List<String> reasons,
      Decision.Approvals approvals) {}

  /** How a delivery ended. */
  sealed interface Delivered {
    /**
     * @param planHash null where there was no plan
     * @param revision of the state that was made; null for none
     */
    record Ended(
        Outcome outcome, @Nullable String planHash, @Nullable Long revision, String summary)
        implements Delivered {}

    /** Another run holds the state; nothing was done. */
    record Held(String holder) implements Delivered {}
  }

  Delivered deliver(Order order) throws StoreException;
}
