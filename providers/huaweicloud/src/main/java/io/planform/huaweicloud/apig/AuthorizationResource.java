package io.planform.huaweicloud.apig;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_apig_application_authorization}: the APIs that an application may call. */
final class AuthorizationResource extends ListedResource {
  AuthorizationResource(ApiClient client, String region) {
    super(
        ApiDeclarations.AUTHORIZATION,
        new Listed(ApiDeclarations.AUTHORIZED, "auths", "id", "", ApiDeclarations.REVOKE),
        client,
        region,
        Set.of());
  }

  @Override
  protected String nameAttribute() {
    return "application_id";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("instance", Texts.of(object.get("instance_id")));
  }

  private static Value.Obj withId(Value.Obj object) {
    return object.with(
        "id",
        Value.of(Texts.of(object.get("env_id")) + "/" + Texts.of(object.get("application_id"))));
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    return withId(planned);
  }

  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    body.putArray("app_ids").add(Texts.of(object.get("application_id")));
    return calls.send(call, pathOf(object), body);
  }

  private ApiResult authorizations(Value.Obj object, Calls calls) {
    return calls.page(
        ApiDeclarations.AUTHORIZED,
        pathOf(object),
        "app_id=%s&env_id=%s"
            .formatted(
                PercentEncoding.encode(Texts.of(object.get("application_id"))),
                PercentEncoding.encode(Texts.of(object.get("env_id")))));
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    ApiResult last = super.change(call, object, prior, desired, changed, calls.part("authorize"));
    return last instanceof Answered ? revokeOthers(object, desired, calls) : last;
  }

  @Override
  protected boolean isSeveral(Call call) {
    return true;
  }

  private ApiResult revokeOthers(Value.Obj object, Value.Obj desired, Calls calls) {
    ApiResult last = authorizations(object, calls);
    if (!(last instanceof Answered answer)) {
      return last;
    }
    Set<String> kept = new HashSet<>();
    if (desired.get("api_ids").revealed() instanceof Value.SetOf(_, List<Value> ids)) {
      ids.forEach(id -> kept.add(Texts.of(id)));
    }
    for (JsonNode each : answer.json().path("auths")) {
      if (!kept.contains(each.path("api_id").asText())) {
        last = revoke(object, each, calls);
        if (!(last instanceof Answered)) {
          return last;
        }
      }
    }
    return last;
  }

  private ApiResult revoke(Value.Obj object, JsonNode authorization, Calls calls) {
    String id = authorization.path("id").asText();
    Map<String, String> path = new HashMap<>(pathOf(object));
    path.put("authorization", id);
    return calls.part("revoke-" + id).send(ApiDeclarations.REVOKE, path, null);
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    ApiResult result = authorizations(known, calls);
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    ObjectNode found = instance.objectNode();
    ArrayNode apis = found.putArray("api_ids");
    answer.json().path("auths").forEach(each -> apis.add(each.path("api_id")));
    return Read.of(apis.isEmpty() ? null : live(found, withId(known)));
  }

  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = read(planned, calls);
    return new Lookup(read.state() == null ? List.of() : List.of(read.state()), read.diagnostics());
  }

  /** {@code <instance id>/<environment id>/<application id>}. */
  @Override
  protected Value.@Nullable Obj named(String id) {
    String[] parts = id.split("/", -1);
    return parts.length != 3
        ? null
        : nothing()
            .with("instance_id", Value.of(parts[0]))
            .with("env_id", Value.of(parts[1]))
            .with("application_id", Value.of(parts[2]));
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult last = authorizations(prior, calls);
    if (last instanceof Answered answer) {
      for (JsonNode each : answer.json().path("auths")) {
        last = revoke(prior, each, calls);
        if (!(last instanceof Answered)) {
          break;
        }
      }
    }
    boolean gone =
        last instanceof Answered || (last instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(last);
  }
}
