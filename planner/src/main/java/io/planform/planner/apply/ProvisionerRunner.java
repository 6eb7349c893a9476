package io.planform.planner.apply;

import io.planform.planner.config.Provisioner;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Provisioners;
import io.planform.planner.provision.ProvisionException;
import io.planform.planner.provision.Provisioning;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.util.List;

/** Runs the provisioners of an object, one after the other. */
final class ProvisionerRunner {
  private final Provisioners provisioners;
  private final ApplyListener listener;
  private final Diagnostics diagnostics;

  ProvisionerRunner(Provisioners provisioners, ApplyListener listener, Diagnostics diagnostics) {
    this.provisioners = provisioners;
    this.listener = listener;
    this.diagnostics = diagnostics;
  }

  static boolean runAtCreation(BlockInstance instance) {
    return instance.block().provisioners().stream().anyMatch(each -> !each.atDestruction());
  }

  /** Whether all went well that must. */
  boolean created(BlockInstance instance, Value self) {
    return run(instance, self, false);
  }

  /** The same for those that run before an object is destroyed. */
  boolean destroying(BlockInstance instance, Value self) {
    return run(instance, self, true);
  }

  private boolean run(BlockInstance instance, Value self, boolean atDestruction) {
    List<Provisioner> all =
        instance.block().provisioners().stream()
            .filter(each -> each.atDestruction() == atDestruction)
            .toList();
    for (Provisioner provisioner : all) {
      if (!run(provisioner, instance, self)) {
        return false;
      }
    }
    return true;
  }

  private boolean run(Provisioner provisioner, BlockInstance instance, Value self) {
    Provisioning provisioning = provisioners.of(provisioner, instance, self, diagnostics);
    if (provisioning == null) {
      return false;
    }
    listener.provisioning(instance.address(), provisioner.type());
    try {
      provisioning.run(line -> listener.output(instance.address(), provisioner.type(), line));
      listener.provisioned(instance.address(), provisioner.type(), true);
      return true;
    } catch (ProvisionException e) {
      listener.provisioned(instance.address(), provisioner.type(), false);
      Diagnostic failed =
          Diagnostic.error(
              provisioner.type() + " provisioner error",
              "With " + instance.address() + ": " + e.getMessage(),
              provisioner.range());
      diagnostics.add(provisioner.mayFail() ? failed.asWarning() : failed);
      return provisioner.mayFail();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
