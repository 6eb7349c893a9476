package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.functiongraph.EventDeclaration.FUNCTION_EVENTS;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_fgs_function_event}: what its declaration cannot say. */
final class EventResource extends Resource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,23}[A-Za-z0-9])?");
  private static final Map<String, String> BLAMED =
      Map.of(
          "FSS.1051", "function_urn",
          "FSS.1309", "function_urn",
          "FSS.1069", "content",
          "FSS.1073", "name");

  private final String region;

  /**
   * @param region as the provider block says; empty for the target's
   */
  EventResource(ApiClient client, String region) {
    super(FUNCTION_EVENTS, client);
    this.region = region;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(Regions.check(configuration, region));
    String urn = Texts.of(configuration.get("function_urn"));
    if (!urn.isEmpty() && FunctionUrn.parse(urn).isEmpty()) {
      diagnostics.add(error("Invalid function URN", "\"" + urn + "\" is none.", "function_urn"));
    }
    Value name = configuration.get("name");
    if (!name.isUnknown() && !NAME.matcher(Texts.of(name)).matches()) {
      diagnostics.add(
          error(
              "Invalid name",
              "It has 1 to 25 letters, digits, \"_\" and \"-\", begins with a letter and ends with"
                  + " a letter or digit.",
              "name"));
    }
    Value content = configuration.get("content");
    if (!content.isUnknown() && !isBase64(Texts.of(content))) {
      diagnostics.add(
          error("Invalid content", "It is Base64.", "content")
              .withHint("content = base64encode(jsonencode({ … }))"));
    }
    return diagnostics;
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Diagnostic error(String summary, String detail, String attribute) {
    return Diagnostic.error(summary, detail).at(ValuePath.of(attribute));
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    return Regions.of(region, client())
        .map(name -> Map.of("region", Value.of(name)))
        .orElse(Map.of());
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("urn", Texts.of(object.get("function_urn")), "id", Texts.of(object.get("id")));
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    String id = answer.path("id").asText("");
    return id.isEmpty() ? null : planned.with("id", Value.of(id));
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    ApiResult result = calls.send(EventDeclaration.SHOW, pathOf(known), null);
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    return answer.json().isObject()
        ? Read.of(live(answer.json(), known))
        : new Read(
            null,
            List.of(Diagnostic.error("Unexpected answer", "A test event is not a JSON object.")));
  }

  /** By name: a function has each once. */
  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = named(planned, Texts.of(planned.get("name")), calls);
    return new Lookup(read.state() == null ? List.of() : List.of(read.state()), read.diagnostics());
  }

  /** The event of a function that has this name, or this id. */
  private Read named(Value.Obj known, String name, Calls calls) {
    ApiResult result = calls.send(EventDeclaration.LIST, pathOf(known), null);
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    for (JsonNode event : answer.json().path("events")) {
      String id = event.path("id").asText();
      if (event.path("name").asText().equals(name) || id.equals(name)) {
        return read(known.with("id", Value.of(id)), calls);
      }
    }
    return Read.of(null);
  }

  /** {@code <function urn>/<event name>}. */
  @Override
  public Read importObject(String id, Calls calls) {
    int slash = id.lastIndexOf('/');
    if (slash <= 0) {
      return new Read(
          null,
          List.of(
              Diagnostic.error("Invalid event id", "\"" + id + "\" does not name a test event.")
                  .withHint("<function urn>/<event name>")));
    }
    Value.Obj named =
        withForeseen(nothing().with("function_urn", Value.of(id.substring(0, slash))));
    return imported(named(named, id.substring(slash + 1), calls), "test event", id);
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult result = calls.send(EventDeclaration.DELETE, pathOf(prior), null);
    boolean gone =
        result instanceof Answered
            || (result instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(result);
  }

  @Override
  protected @Nullable String blamed(Rejected rejected) {
    return BLAMED.get(rejected.code());
  }
}
