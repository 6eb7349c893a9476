package io.planform.planner.apply;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.EphemeralListener;
import java.time.Duration;

/** Hears of the progress of an apply, from many threads. */
public interface ApplyListener extends EphemeralListener {

  /**
   * @param objectId empty for a creation
   */
  void started(Address address, Work work, String objectId);

  void finished(Address address, Work work, String objectId, Duration took);

  void failed(Address address, Work work);

  /** A provisioner of an object begins. */
  void provisioning(Address address, String provisioner);

  /**
   * @param ok false if it failed
   */
  void provisioned(Address address, String provisioner, boolean ok);

  /** A line that a provisioner of an object printed. */
  void output(Address address, String provisioner, String line);

  ApplyListener SILENT =
      new ApplyListener() {
        @Override
        public void started(Address address, Work work, String objectId) {}

        @Override
        public void finished(Address address, Work work, String objectId, Duration took) {}

        @Override
        public void failed(Address address, Work work) {}

        @Override
        public void provisioning(Address address, String provisioner) {}

        @Override
        public void provisioned(Address address, String provisioner, boolean ok) {}

        @Override
        public void output(Address address, String provisioner, String line) {}
      };
}
