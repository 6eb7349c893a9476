package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.client.RemoteEndpoint;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.huaweicloud.resource.Resource;
import io.planform.spi.provider.ObjectListing.Listed;
import io.planform.spi.provider.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The service's types of resources and data sources. */
public final class FunctionGraph {
  private FunctionGraph() {}

  public static Map<String, Schema> schemas() {
    return Map.of(
        FunctionDeclaration.FUNCTIONS.type(), FunctionDeclaration.FUNCTIONS.schema(),
        TriggerDeclaration.FUNCTION_TRIGGERS.type(), TriggerDeclaration.FUNCTION_TRIGGERS.schema(),
        DependencyDeclaration.DEPENDENCIES.type(), DependencyDeclaration.DEPENDENCIES.schema(),
        DependencyDeclaration.VERSIONS.type(), DependencyDeclaration.VERSIONS.schema(),
        EventDeclaration.FUNCTION_EVENTS.type(), EventDeclaration.FUNCTION_EVENTS.schema(),
        ActionDeclaration.TOPPING.type(), ActionDeclaration.TOPPING.schema(),
        ActionDeclaration.LOGS.type(), ActionDeclaration.LOGS.schema(),
        ActionDeclaration.TRIGGER_STATUS.type(), ActionDeclaration.TRIGGER_STATUS.schema());
  }

  public static Map<String, DataSource> dataSources() {
    return FunctionGraphData.SOURCES;
  }

  /** Those of which {@link #list} tells all objects. */
  public static Set<String> listedTypes() {
    return Set.of(
        FunctionDeclaration.FUNCTIONS.type(), TriggerDeclaration.FUNCTION_TRIGGERS.type());
  }

  /** Arguments of a type of which the state keeps a digest only. */
  public static Set<String> digests(String type) {
    return type.equals(FunctionDeclaration.FUNCTIONS.type())
        ? Set.of(FunctionPackages.CODE)
        : Set.of();
  }

  /** All functions, or the triggers of all functions. */
  public static Listed list(String type, Calls calls) {
    Inventory inventory = new Inventory(calls);
    return type.equals(FunctionDeclaration.FUNCTIONS.type())
        ? inventory.functions()
        : inventory.triggers();
  }

  /**
   * @param directory of the root module
   */
  public static Map<String, Resource> resources(
      ApiClient client, Defaults defaults, Path directory) {
    String region = defaults.region();
    Duration pollInterval =
        switch (client.target()) {
          case LocalHost _ -> Duration.ofMillis(100);
          case RemoteEndpoint _ -> Duration.ofSeconds(5);
        };
    return Map.of(
        FunctionDeclaration.FUNCTIONS.type(), new FunctionResource(client, defaults),
        TriggerDeclaration.FUNCTION_TRIGGERS.type(),
            new TriggerResource(client, region, pollInterval),
        DependencyDeclaration.DEPENDENCIES.type(),
            DependencyResource.ofNewest(client, region, directory),
        DependencyDeclaration.VERSIONS.type(),
            DependencyResource.ofVersions(client, region, directory),
        EventDeclaration.FUNCTION_EVENTS.type(), new EventResource(client, region),
        ActionDeclaration.TOPPING.type(), ActionResource.topping(client, region),
        ActionDeclaration.LOGS.type(), ActionResource.logs(client, region),
        ActionDeclaration.TRIGGER_STATUS.type(), ActionResource.triggerStatus(client, region));
  }
}
