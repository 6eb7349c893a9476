package io.planform.planner.state;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.plan.address.Address;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marks an object as to be replaced by the next apply, or takes the mark away. */
public final class Tainting {
  private final Selection state;
  private final boolean taints;
  private final boolean allowsMissing;

  /**
   * @param taints false to take the mark away
   * @param allowsMissing whether it is only a warning that the object is not there
   */
  public Tainting(Selection state, boolean taints, boolean allowsMissing) {
    this.state = state;
    this.taints = taints;
    this.allowsMissing = allowsMissing;
  }

  /**
   * @return null after an error; without subjects if the object is not there and need not be
   */
  public @Nullable StateEdit of(String text, Diagnostics diagnostics) {
    Address address = Address.parse(text);
    if (address == null || (taints && address.mode() != Mode.MANAGED)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid address",
              text + " is not the address of an instance of a managed resource."));
      return null;
    }
    List<ResourceRow> objects = state.objects(address);
    ResourceRow row = Selection.current(objects);
    if (row == null) {
      return missing(address, !objects.isEmpty(), diagnostics);
    }
    if (!taints && row.status() != ResourceRow.Status.TAINTED) {
      diagnostics.add(
          Diagnostic.error(
              "Resource instance is not tainted", "No mark can be taken from " + address + "."));
      return null;
    }
    ResourceRow.Status status = taints ? ResourceRow.Status.TAINTED : ResourceRow.Status.OK;
    return new StateEdit(
        List.of(new Run.Change.Put(Rows.withStatus(row, status))),
        List.of(new StateEdit.Subject(text, text)));
  }

  private @Nullable StateEdit missing(Address address, boolean isDeposed, Diagnostics diagnostics) {
    if (isDeposed) {
      diagnostics.add(
          Diagnostic.error(
                  "No such resource instance",
                  address + " was being replaced when a run ended: its successor is not there yet.")
              .withHint("'planform apply' completes the replacement"));
      return null;
    }
    Diagnostic missing =
        state.suggest(
            Diagnostic.error(
                "No such resource instance", "The state holds nothing at " + address + "."),
            address.toString());
    diagnostics.add(allowsMissing ? missing.asWarning() : missing);
    return allowsMissing ? new StateEdit(List.of(), List.of()) : null;
  }
}
