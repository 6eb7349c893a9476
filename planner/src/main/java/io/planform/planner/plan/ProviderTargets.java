package io.planform.planner.plan;

import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.prior.PriorState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.store.state.Snapshot;

/** Configures providers, of which none may lead elsewhere than where the state's objects are. */
final class ProviderTargets {
  private final Evaluation evaluation;
  private final Snapshot snapshot;

  ProviderTargets(Evaluation evaluation, Snapshot snapshot) {
    this.evaluation = evaluation;
    this.snapshot = snapshot;
  }

  /** Configures a provider; what keeps that from being done is reported. */
  void configure(String key, Diagnostics found) {
    if (!evaluation.sessions().configure(key, found)) {
      return;
    }
    ProviderSession session = evaluation.providers().session(key);
    String recorded = snapshot.target();
    String target = session == null ? "" : session.target();
    boolean holdsObjects = !PriorState.managed(snapshot).isEmpty();
    if (!target.isEmpty() && holdsObjects && recorded != null && !target.equals(recorded)) {
      found.add(
          Diagnostic.error(
                  "The state belongs to another target",
                  "Its objects live at "
                      + recorded
                      + ", but the configuration of the provider "
                      + key
                      + " leads to "
                      + target
                      + ". Applying would make everything a second time there.")
              .withHint("use another workspace or state for the other target"));
    }
  }
}
