package io.planform.planner.plan;

import io.planform.planner.plan.code.PackageDiff;
import io.planform.spi.provider.CodePackages;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/** Code packages compared by what is in them. */
final class CodeComparison {
  private CodeComparison() {}

  /**
   * Null if the code stays the same, or cannot be looked into.
   *
   * @param configuration as declared, with its marks
   */
  static @Nullable PackageDiff of(
      ProviderSession session, String type, Value.Obj prior, Value.Obj configuration) {
    CodePackages.Changed changed =
        session instanceof CodePackages packages
            ? packages.changedCode(
                type, (Value.Obj) prior.revealed(), (Value.Obj) configuration.revealed())
            : null;
    return changed == null || configuration.get(changed.attribute()).containsSensitive()
        ? null
        : PackageDiff.of(changed);
  }

  /** What is planned, with the code left as it is where only its packing differs. */
  static Planned kept(Planned planned, Value.Obj prior, @Nullable PackageDiff code) {
    return code == null || !code.isSame()
        ? planned
        : new Planned(
            planned.state().with(code.attribute(), prior.get(code.attribute()).revealed()),
            planned.replace(),
            planned.diagnostics());
  }
}
