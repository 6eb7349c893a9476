package io.planform.planner.state;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Lets a state forget objects, which stay as they are. */
public final class Removal {
  private Removal() {}

  /**
   * @param addresses of which one at least must name something
   * @return null after an error
   */
  public static @Nullable StateEdit of(
      Selection state, List<String> addresses, Diagnostics diagnostics) {
    SequencedSet<Address> forgotten = new LinkedHashSet<>();
    for (String text : addresses) {
      Target target = Selection.target(text, diagnostics);
      if (target != null) {
        forgotten.addAll(state.named(target));
      }
    }
    if (diagnostics.hasErrors()) {
      return null;
    }
    if (forgotten.isEmpty()) {
      diagnostics.add(
          state.suggest(
              Diagnostic.error(
                  "Invalid target address",
                  "The state holds nothing at " + String.join(", ", addresses) + "."),
              addresses.getFirst()));
      return null;
    }
    List<Run.Change> changes = new ArrayList<>();
    List<StateEdit.Subject> subjects = new ArrayList<>();
    for (Address address : forgotten) {
      subjects.add(new StateEdit.Subject(address.toString(), address.toString()));
      for (ResourceRow row : state.objects(address)) {
        changes.add(new Run.Change.Remove(row.address(), row.deposed()));
      }
    }
    return new StateEdit(changes, subjects);
  }
}
