package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.functiongraph.AsyncConfigurationDeclaration.ASYNC_CONFIGURATIONS;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_fgs_async_invoke_configuration}: what its declaration cannot say. */
final class AsyncConfigurationResource extends Resource {
  /** What each destination's {@code param} must have. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "FunctionGraph", "func_urn",
          "OBS", "bucket",
          "SMN", "topic_urn",
          "DIS", "stream_name");

  private static final List<String> BLOCKS = List.of("on_success", "on_failure");
  private static final Map<String, String> BLAMED =
      Map.of("FSS.1051", "function_urn", "FSS.1309", "function_urn");

  private final String region;

  /**
   * @param region as the provider block says; empty for the target's
   */
  AsyncConfigurationResource(ApiClient client, String region) {
    super(ASYNC_CONFIGURATIONS, client);
    this.region = region;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(Regions.check(configuration, region));
    String urn = Texts.of(configuration.get("function_urn"));
    if (!urn.isEmpty() && FunctionUrn.parse(urn).isEmpty()) {
      diagnostics.add(
          Diagnostic.error("Invalid function URN", "\"" + urn + "\" is none.")
              .at(ValuePath.of("function_urn")));
    }
    checkRange(configuration, "max_async_event_age_in_seconds", 1, 86_400, diagnostics);
    checkRange(configuration, "max_async_retry_attempts", 0, 3, diagnostics);
    for (String block : BLOCKS) {
      destination(configuration, block).ifPresent(each -> check(block, each, diagnostics));
    }
    return diagnostics;
  }

  private static void checkRange(
      Value.Obj configuration, String name, int least, int most, List<Diagnostic> diagnostics) {
    if (configuration.get(name).revealed() instanceof Value.Num(BigDecimal number)
        && (number.compareTo(BigDecimal.valueOf(least)) < 0
            || number.compareTo(BigDecimal.valueOf(most)) > 0
            || number.stripTrailingZeros().scale() > 0)) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid " + name, "It is a whole number from %d to %d.".formatted(least, most))
              .at(ValuePath.of(name)));
    }
  }

  private static Optional<Value.Obj> destination(Value.Obj configuration, String block) {
    return configuration.get(block).revealed() instanceof Value.ListOf(_, List<Value> blocks)
            && !blocks.isEmpty()
            && blocks.getFirst().revealed() instanceof Value.Obj one
        ? Optional.of(one)
        : Optional.empty();
  }

  private static void check(String block, Value.Obj one, List<Diagnostic> diagnostics) {
    Value destination = one.get("destination");
    String service = Texts.of(destination);
    String needed = NEEDED.get(service);
    if (!destination.isUnknown() && needed == null) {
      diagnostics.add(
          Diagnostic.error("Invalid destination", "It is OBS, SMN, DIS or FunctionGraph.")
              .at(path(block, "destination")));
    }
    Value param = one.get("param");
    if (needed != null
        && !param.isUnknown()
        && !JsonMeaning.parse(Texts.of(param)).path(needed).isTextual()) {
      diagnostics.add(
          Diagnostic.error("Invalid param", "Of " + service + " it has " + needed + ".")
              .at(path(block, "param"))
              .withHint("param = jsonencode({ " + needed + " = … })"));
    }
  }

  private static ValuePath path(String block, String name) {
    return ValuePath.of(block).index(0).attribute(name);
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    return Regions.of(region, client())
        .map(name -> Map.of("region", Value.of(name)))
        .orElse(Map.of());
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("urn", Texts.of(object.get("function_urn")));
  }

  /** It has no identity but the function's. */
  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    return planned.with("id", planned.get("function_urn"));
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    ApiResult result = calls.send(AsyncConfigurationDeclaration.SHOW, pathOf(known), null);
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    return answer.json().isObject()
        ? Read.of(live(answer.json(), known))
        : new Read(
            null,
            List.of(
                Diagnostic.error("Unexpected answer", "A configuration is not a JSON object.")));
  }

  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = read(planned.with("id", planned.get("function_urn")), calls);
    return new Lookup(read.state() == null ? List.of() : List.of(read.state()), read.diagnostics());
  }

  /** By the URN of the function, version or alias. */
  @Override
  public Read importObject(String id, Calls calls) {
    Value.Obj named =
        withForeseen(nothing().with("function_urn", Value.of(id)).with("id", Value.of(id)));
    Read read = read(named, calls);
    return read.state() == null && read.diagnostics().isEmpty()
        ? new Read(
            null,
            List.of(
                Diagnostic.error(
                    "No such configuration",
                    "%s has no configuration of asynchronous invocations.".formatted(id))))
        : read;
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult result = calls.send(AsyncConfigurationDeclaration.DELETE, pathOf(prior), null);
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
