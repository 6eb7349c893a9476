package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.client.RemoteEndpoint;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.huaweicloud.resource.Resource;
import io.planform.spi.provider.ObjectListing.Listed;
import io.planform.spi.provider.Schema;
import java.time.Duration;
import java.util.Map;

/** The service's resource types. */
public final class FunctionGraph {
  private FunctionGraph() {}

  public static Map<String, Schema> schemas() {
    return Map.of(
        FunctionDeclaration.FUNCTIONS.type(), FunctionDeclaration.FUNCTIONS.schema(),
        TriggerDeclaration.FUNCTION_TRIGGERS.type(), TriggerDeclaration.FUNCTION_TRIGGERS.schema());
  }

  /** All functions, or the triggers of all functions. */
  public static Listed list(String type, Calls calls) {
    Inventory inventory = new Inventory(calls);
    return type.equals(FunctionDeclaration.FUNCTIONS.type())
        ? inventory.functions()
        : inventory.triggers();
  }

  public static Map<String, Resource> resources(ApiClient client, Defaults defaults) {
    Duration pollInterval =
        switch (client.target()) {
          case LocalHost _ -> Duration.ofMillis(100);
          case RemoteEndpoint _ -> Duration.ofSeconds(5);
        };
    return Map.of(
        FunctionDeclaration.FUNCTIONS.type(), new FunctionResource(client, defaults),
        TriggerDeclaration.FUNCTION_TRIGGERS.type(),
            new TriggerResource(client, defaults.region(), pollInterval));
  }
}
