package io.planform.huaweicloud.apig;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A type whose objects stand in an instance, and are found by their ids among those of it. */
class GatewayResource extends ListedResource {

  /**
   * @param folder below the instance: {@code envs}
   * @param array of a list's answer
   */
  GatewayResource(
      Declaration declaration,
      String folder,
      String array,
      ApiClient client,
      String region,
      Set<String> refused) {
    super(
        declaration,
        new Listed(
            new Call("GET", GatewayDeclarations.INSTANCE + "/" + folder),
            array,
            "id",
            "name",
            new Call("DELETE", GatewayDeclarations.INSTANCE + "/" + folder + "/{id}")),
        client,
        region,
        refused);
  }

  @Override
  protected String nameAttribute() {
    return "name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of(
        "instance", Texts.of(object.get("instance_id")), "id", Texts.of(object.get("id")));
  }

  @Override
  protected String query(Value.Obj object) {
    return Chosen.of(object);
  }

  /** {@code <instance id>/<id>}. */
  @Override
  protected Value.@Nullable Obj named(String id) {
    int slash = id.indexOf('/');
    return slash <= 0
        ? null
        : nothing()
            .with("instance_id", Value.of(id.substring(0, slash)))
            .with("id", Value.of(id.substring(slash + 1)));
  }
}
