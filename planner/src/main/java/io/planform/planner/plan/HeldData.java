package io.planform.planner.plan;

import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.DataHolders;
import io.planform.spi.provider.DataHolders.Doomed;
import io.planform.spi.provider.DataHolders.Held;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Data that would be lost with objects that are to be deleted: told, and refused where nobody has
 * consented to it.
 */
final class HeldData {
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

  private HeldData() {}

  /** Asks the providers of all objects that the changes delete. */
  static void check(List<ResourceChange> changes, Providers providers, Diagnostics found) {
    IdentityHashMap<DataHolders, List<ResourceChange>> doomed = new IdentityHashMap<>();
    for (ResourceChange change : changes) {
      if (change.action().destroys()
          && change.before() != null
          && providers.session(change.provider(), change.address())
              instanceof DataHolders holders) {
        doomed.computeIfAbsent(holders, _ -> new ArrayList<>()).add(change);
      }
    }
    doomed.forEach((holders, deleted) -> check(deleted, holders, found));
  }

  private static void check(List<ResourceChange> deleted, DataHolders holders, Diagnostics found) {
    List<Optional<Held>> held = holders.held(deleted.stream().map(HeldData::doomed).toList());
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).isPresent()) {
        found.add(told(deleted.get(i).address().toString(), held.get(i).get()));
      }
    }
  }

  private static Doomed doomed(ResourceChange change) {
    Value.Obj before = Objects.requireNonNull(change.before());
    return new Doomed(change.address().type(), (Value.Obj) before.revealed());
  }

  private static Diagnostic told(String address, Held held) {
    String plural = held.count() == 1 ? "" : "s";
    String sum =
        String.format(
            Locale.ROOT, "%,d %s%s, %s", held.count(), held.what(), plural, size(held.bytes()));
    String some =
        String.join(", ", held.examples()) + (held.count() > held.examples().size() ? ", …" : "");
    return held.consented()
        ? Diagnostic.warning(
            "Data will be deleted",
            "With %s, an apply will delete %s: %s.".formatted(address, sum, some),
            null)
        : Diagnostic.error(
                "Data would be lost",
                "%s would be deleted, but it holds %s: %s.".formatted(address, sum, some))
            .withHint(
                "set %s = true and apply that first, or delete what it holds"
                    .formatted(held.consent()));
  }

  private static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95 && unit < UNITS.size() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
  }
}
