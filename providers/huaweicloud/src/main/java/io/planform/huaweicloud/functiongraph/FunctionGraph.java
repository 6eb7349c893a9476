package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.client.RemoteEndpoint;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.huaweicloud.resource.Resource;
import io.planform.spi.provider.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service's types of resources and data sources. */
public final class FunctionGraph {
  private FunctionGraph() {}

  public static Map<String, Schema> schemas() {
    return Stream.of(
            FunctionDeclaration.FUNCTIONS,
            TriggerDeclaration.FUNCTION_TRIGGERS,
            TriggerBlocks.TRIGGERS,
            DependencyDeclaration.DEPENDENCIES,
            DependencyDeclaration.VERSIONS,
            EventDeclaration.FUNCTION_EVENTS,
            AsyncConfigurationDeclaration.ASYNC_CONFIGURATIONS,
            ActionDeclaration.TOPPING,
            ActionDeclaration.LOGS,
            ActionDeclaration.TRIGGER_STATUS)
        .collect(Collectors.toUnmodifiableMap(Declaration::type, Declaration::schema));
  }

  public static Map<String, DataSource> dataSources() {
    return FunctionGraphData.SOURCES;
  }

  /** Those of which {@link Inventory#list} tells all objects. */
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

  /**
   * @param directory of the root module
   */
  public static Map<String, Resource> resources(
      ApiClient client, Defaults defaults, Path directory, Inventory inventory) {
    String region = defaults.region();
    Duration pollInterval =
        switch (client.target()) {
          case LocalHost _ -> Duration.ofMillis(100);
          case RemoteEndpoint _ -> Duration.ofSeconds(5);
        };
    return Stream.of(
            new FunctionResource(client, defaults, inventory),
            new TriggerResource(client, region, pollInterval, inventory),
            new TriggerBlockResource(client, region, pollInterval, inventory),
            DependencyResource.ofNewest(client, region, directory),
            DependencyResource.ofVersions(client, region, directory),
            new EventResource(client, region),
            new AsyncConfigurationResource(client, region),
            ActionResource.topping(client, region),
            ActionResource.logs(client, region),
            ActionResource.triggerStatus(client, region))
        .collect(
            Collectors.toUnmodifiableMap(
                resource -> resource.declaration().type(), Function.identity()));
  }
}
