package io.planform.planner.render.json;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.config.ProviderSource;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.provider.Schema;
import java.util.HashMap;
import java.util.Map;

/** The long names of providers: as modules require them, or as their local names imply. */
public final class ProviderNames {
  private final Map<String, String> byType = new HashMap<>();
  private final Providers providers;

  public ProviderNames(ConfigurationTree tree, Providers providers) {
    this.providers = providers;
    for (Configuration module : tree.modules().values()) {
      module
          .settings()
          .requiredProviders()
          .values()
          .forEach(required -> byType.putIfAbsent(required.type(), required.source().toString()));
    }
  }

  /**
   * @param key of {@link ProviderAddress}
   */
  String of(String key) {
    String type = ProviderAddress.parse(key).type();
    return byType.computeIfAbsent(type, name -> ProviderSource.implied(name).toString());
  }

  int schemaVersion(String key, Address address) {
    Schema schema = providers.schema(key, address);
    return schema == null ? 0 : schema.version();
  }
}
