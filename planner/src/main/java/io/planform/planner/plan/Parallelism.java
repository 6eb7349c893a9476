package io.planform.planner.plan;

import io.planform.planner.config.ProviderAddress;
import io.planform.planner.plan.evaluation.Providers;
import java.util.Map;

/**
 * How many remote calls go on at a time.
 *
 * @param total of all providers together
 * @param byProvider of each configuration of a provider, by the provider's name
 */
public record Parallelism(int total, Map<String, Integer> byProvider) {
  public static final Parallelism USUAL = of(10);

  public Parallelism {
    byProvider = Map.copyOf(byProvider);
  }

  public static Parallelism of(int total) {
    return new Parallelism(total, Map.of());
  }

  /** Of one configuration: what the user and the provider allow. */
  public int of(String key, Providers providers) {
    int wanted = byProvider.getOrDefault(ProviderAddress.parse(key).type(), total);
    return Math.min(Math.min(wanted, total), providers.parallelism(key));
  }
}
