package io.planform.huaweicloud.apig;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_apig_group}: what its declaration cannot say. */
final class GroupResource extends GatewayResource {
  private static final Call SHOW =
      new Call("GET", GatewayDeclarations.INSTANCE + "/api-groups/{id}");

  GroupResource(ApiClient client, String region) {
    super(
        GatewayDeclarations.GROUP_TYPE,
        "api-groups",
        "groups",
        client,
        region,
        Set.of("environment", "force_destroy", "domain_access_enabled"));
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return call.equals(GatewayDeclarations.BIND)
        ? bind(object, desired, calls)
        : super.change(call, object, prior, desired, changed, calls);
  }

  @Override
  protected boolean isSeveral(Call call) {
    return call.equals(GatewayDeclarations.BIND);
  }

  /** A name that is bound otherwise than wanted is bound anew. */
  private ApiResult bind(Value.Obj object, Value.Obj desired, Calls calls) {
    ApiResult last = calls.send(SHOW, pathOf(object), null);
    if (!(last instanceof Answered answer)) {
      return last;
    }
    Map<String, ObjectNode> wanted = wanted(desired);
    for (JsonNode bound : answer.json().path("url_domains")) {
      String name = bound.path("domain").asText();
      if (isSame(wanted.get(name), bound)) {
        wanted.remove(name);
      } else {
        Map<String, String> path = new HashMap<>(pathOf(object));
        path.put("domain", bound.path("id").asText());
        last = calls.part("unbind-" + name).send(GatewayDeclarations.UNBIND, path, null);
        if (!(last instanceof Answered)) {
          return last;
        }
      }
    }
    for (Map.Entry<String, ObjectNode> each : wanted.entrySet()) {
      last =
          calls
              .part("bind-" + each.getKey())
              .send(GatewayDeclarations.BIND, pathOf(object), each.getValue());
      if (!(last instanceof Answered)) {
        return last;
      }
    }
    return last;
  }

  private static boolean isSame(@Nullable ObjectNode wanted, JsonNode bound) {
    return wanted != null
        && wanted.path("is_http_redirect_to_https").asBoolean()
            == bound.path("is_http_redirect_to_https").asBoolean();
  }

  private static Map<String, ObjectNode> wanted(Value.Obj desired) {
    Map<String, ObjectNode> wanted = new LinkedHashMap<>();
    if (desired.get("url_domains").revealed() instanceof Value.SetOf(_, List<Value> blocks)) {
      for (Value block : blocks) {
        if (block.revealed() instanceof Value.Obj domain) {
          String name = Texts.of(domain.get("name"));
          ObjectNode body = instance.objectNode().put("url_domain", name);
          String version = Texts.of(domain.get("min_ssl_version"));
          if (!version.isEmpty()) {
            body.put("min_ssl_version", version);
          }
          body.put(
              "is_http_redirect_to_https",
              domain.get("is_http_redirect_to_https").revealed().equals(Value.of(true)));
          wanted.put(name, body);
        }
      }
    }
    return wanted;
  }
}
