package io.planform.planner.apply;

import io.planform.planner.graph.Lane;
import io.planform.planner.graph.Walk;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.evaluation.Providers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A lane for the operations of each provider configuration. */
final class ProviderLanes implements Walk.Lanes<Step> {
  private final Parallelism parallelism;
  private final Providers providers;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  ProviderLanes(Parallelism parallelism, Providers providers) {
    this.parallelism = parallelism;
    this.providers = providers;
  }

  @Override
  public @Nullable Lane of(Step step) {
    return switch (step) {
      case Step.Make(Step.Key key) -> of(key);
      case Step.Destroy(Step.Key key) -> of(key);
      case Step.Start _, Step.Done _, Step.Gate _, Step.FinalGate _ -> null;
    };
  }

  private Lane of(Step.Key key) {
    return lanes.computeIfAbsent(
        key.change().provider(), provider -> new Lane(parallelism.of(provider, providers)));
  }
}
