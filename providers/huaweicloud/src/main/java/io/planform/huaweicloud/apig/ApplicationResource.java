package io.planform.huaweicloud.apig;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_apig_application}: what its declaration cannot say. */
final class ApplicationResource extends GatewayResource {
  ApplicationResource(ApiClient client, String region) {
    super(
        GatewayDeclarations.APPLICATION_TYPE,
        "apps",
        "apps",
        client,
        region,
        Set.of("enable_force_new", "secret_action"));
  }

  @Override
  protected @Nullable ObjectNode completed(ObjectNode found, Value.Obj known, Calls calls) {
    if (!(calls.send(GatewayDeclarations.CODES, pathOf(known), null) instanceof Answered answer)) {
      return null;
    }
    ArrayNode codes = found.putArray("app_codes");
    answer.json().path("app_codes").forEach(each -> codes.add(each.path("app_code")));
    return found;
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return call.equals(GatewayDeclarations.ADD_CODE)
        ? setCodes(object, desired, calls)
        : super.change(call, object, prior, desired, changed, calls);
  }

  @Override
  protected boolean isSeveral(Call call) {
    return call.equals(GatewayDeclarations.ADD_CODE);
  }

  private ApiResult setCodes(Value.Obj object, Value.Obj desired, Calls calls) {
    ApiResult last = calls.send(GatewayDeclarations.CODES, pathOf(object), null);
    if (!(last instanceof Answered answer)) {
      return last;
    }
    Set<String> wanted = new LinkedHashSet<>();
    if (desired.get("app_codes").revealed() instanceof Value.SetOf(_, List<Value> codes)) {
      codes.forEach(code -> wanted.add(Texts.of(code)));
    }
    for (JsonNode each : answer.json().path("app_codes")) {
      if (!wanted.remove(each.path("app_code").asText())) {
        String id = each.path("id").asText();
        Map<String, String> path = new HashMap<>(pathOf(object));
        path.put("code", id);
        last = calls.part("delete-" + id).send(GatewayDeclarations.DELETE_CODE, path, null);
        if (!(last instanceof Answered)) {
          return last;
        }
      }
    }
    int number = 0;
    for (String code : wanted) {
      last =
          calls
              .part("code-" + number++)
              .send(
                  GatewayDeclarations.ADD_CODE,
                  pathOf(object),
                  instance.objectNode().put("app_code", code));
      if (!(last instanceof Answered)) {
        return last;
      }
    }
    return last;
  }
}
