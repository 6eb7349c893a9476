package io.planform.huaweicloud.apig;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_apig_instance}: what its declaration cannot say. */
final class InstanceResource extends ListedResource {
  InstanceResource(ApiClient client, String region) {
    super(
        GatewayDeclarations.INSTANCE_TYPE,
        new Listed(
            new Call("GET", GatewayDeclarations.INSTANCES),
            "instances",
            "id",
            "instance_name",
            new Call("DELETE", GatewayDeclarations.INSTANCES + "/{id}")),
        client,
        region,
        Set.of(
            "available_zones",
            "bandwidth_size",
            "custom_ingress_ports",
            "eip_id",
            "elb_ids",
            "ingress_bandwidth_charging_mode",
            "ingress_bandwidth_size",
            "ipv6_enable",
            "tags",
            "vpcep_service_name"));
  }

  @Override
  protected String nameAttribute() {
    return "name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("id", Texts.of(object.get("id")));
  }

  @Override
  protected String query(Value.Obj object) {
    return Chosen.of(object);
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    String id = answer.path("instance_id").asText("");
    return id.isEmpty() ? null : planned.with("id", Value.of(id));
  }
}
