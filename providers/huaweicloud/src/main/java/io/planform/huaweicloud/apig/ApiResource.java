package io.planform.huaweicloud.apig;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_apig_api}: what its declaration cannot say. */
final class ApiResource extends GatewayResource {
  private static final String FUNCTION = "func_graph";

  ApiResource(ApiClient client, String region) {
    super(ApiDeclarations.API, "apis", "apis", client, region, ApiDeclarations.REFUSED);
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    List<Diagnostic> refusals = new ArrayList<>(super.refusals(configuration));
    if (configuration.get(FUNCTION).revealed() instanceof Value.ListOf(_, List<Value> blocks)
        && blocks.isEmpty()) {
      refusals.add(
          Diagnostic.error("Not supported yet", "This version applies APIs of functions only.")
              .at(ValuePath.of(FUNCTION)));
    }
    return refusals;
  }

  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.@Nullable Obj desired, ObjectNode body, Calls calls) {
    return calls.send(call, pathOf(object), body.put("backend_type", "FUNCTION"));
  }
}
