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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_apig_api_publishment}: what its declaration cannot say. */
final class PublicationResource extends ListedResource {
  PublicationResource(ApiClient client, String region) {
    super(
        ApiDeclarations.PUBLISHMENT,
        new Listed(
            ApiDeclarations.VERSIONS, "api_versions", "version_id", "", ApiDeclarations.PUBLISH),
        client,
        region,
        Set.of());
  }

  @Override
  protected String nameAttribute() {
    return "api_id";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of(
        "instance", Texts.of(object.get("instance_id")), "api", Texts.of(object.get("api_id")));
  }

  private static Value.Obj withId(Value.Obj object) {
    return object.with(
        "id",
        Value.of(
            String.join(
                "/",
                Texts.of(object.get("instance_id")),
                Texts.of(object.get("env_id")),
                Texts.of(object.get("api_id")))));
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    return withId(planned);
  }

  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    return calls.send(
        call,
        pathOf(object),
        call.equals(ApiDeclarations.PUBLISH) ? body.put("action", "online") : body);
  }

  /** What the environment serves; what was published before stands behind it. */
  @Override
  public Read read(Value.Obj known, Calls calls) {
    ApiResult result =
        calls.page(
            ApiDeclarations.VERSIONS,
            pathOf(known),
            "env_id=" + PercentEncoding.encode(Texts.of(known.get("env_id"))));
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    JsonNode versions = answer.json().path("api_versions");
    for (JsonNode version : versions) {
      if (version.path("status").asInt() == 1 && version instanceof ObjectNode current) {
        ArrayNode histories = current.putArray("histories");
        versions.forEach(
            each ->
                histories
                    .addObject()
                    .put("version_id", each.path("version_id").asText())
                    .put("description", each.path("remark").asText()));
        return Read.of(live(current, withId(known)));
      }
    }
    return Read.of(null);
  }

  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = read(planned, calls);
    return new Lookup(read.state() == null ? List.of() : List.of(read.state()), read.diagnostics());
  }

  /** {@code <instance id>/<environment id>/<API id>}. */
  @Override
  protected Value.@Nullable Obj named(String id) {
    String[] parts = id.split("/", -1);
    return parts.length != 3
        ? null
        : nothing()
            .with("instance_id", Value.of(parts[0]))
            .with("env_id", Value.of(parts[1]))
            .with("api_id", Value.of(parts[2]));
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult result =
        calls.send(
            ApiDeclarations.PUBLISH,
            pathOf(prior),
            instance
                .objectNode()
                .put("action", "offline")
                .put("api_id", Texts.of(prior.get("api_id")))
                .put("env_id", Texts.of(prior.get("env_id"))));
    boolean gone =
        result instanceof Answered
            || (result instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(result);
  }
}
