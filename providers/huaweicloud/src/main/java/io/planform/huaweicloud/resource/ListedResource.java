package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type of a service beside FunctionGraph, whose objects are found in lists. The local host serves
 * these services at its one address; where a cloud serves them is not known.
 */
public abstract class ListedResource extends Resource {
  private final Listed listed;
  private final String region;
  private final Set<String> refused;

  /**
   * Where objects are listed.
   *
   * @param array of the answer that holds them
   * @param id in their JSON
   * @param name in their JSON; empty if it is no identity
   * @param delete deletes one
   */
  public record Listed(Call list, String array, String id, String name, Call delete) {}

  /**
   * @param region as the provider block says; empty for the target's
   * @param refused arguments that can be planned and not carried out
   */
  protected ListedResource(
      Declaration declaration,
      Listed listed,
      ApiClient client,
      String region,
      Set<String> refused) {
    super(declaration, client);
    this.listed = listed;
    this.region = region;
    this.refused = refused;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return Regions.check(configuration, region);
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    if (!(client().target() instanceof LocalHost)) {
      return List.of(
          Diagnostic.error(
              "Not supported yet",
              "This version applies %s to the local host only.".formatted(declaration().type())));
    }
    List<Diagnostic> refusals = new ArrayList<>();
    for (String name : refused) {
      Value value = configuration.get(name);
      if (!value.isNull() && !Live.isNothing(value)) {
        refusals.add(
            Diagnostic.error(
                    "Not supported yet",
                    "This version can plan \"%s\" of %s, not apply it."
                        .formatted(name, declaration().type()))
                .at(ValuePath.of(name)));
      }
    }
    return refusals;
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    Map<String, Value> foreseen = new LinkedHashMap<>();
    Regions.of(region, client()).ifPresent(name -> foreseen.put("region", Value.of(name)));
    return foreseen;
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    String id = answer.path(listed.id()).asText("");
    return id.isEmpty() ? null : planned.with("id", Value.of(id));
  }

  /** What a list's element lacks; null where that cannot be read. */
  protected @Nullable ObjectNode completed(ObjectNode found, Value.Obj known, Calls calls) {
    return found;
  }

  /** What chooses an object from a list that comes in pages; empty where it does not. */
  protected String query(Value.Obj object) {
    return "";
  }

  /** Whether a listed object is the one that was to be made. */
  protected boolean isMeant(JsonNode found, Value.Obj planned) {
    String attribute = nameAttribute();
    return found.path(listed.name()).asText().equals(Texts.of(planned.get(attribute)));
  }

  /** The attribute that names an object. */
  protected abstract String nameAttribute();

  @Override
  public Read read(Value.Obj known, Calls calls) {
    String id = Texts.of(known.get("id"));
    return found(known, calls, node -> node.path(listed.id()).asText().equals(id));
  }

  /** An element of a list. */
  private interface Choice {
    boolean is(JsonNode node);
  }

  private Read found(Value.Obj known, Calls calls, Choice choice) {
    ApiResult result = calls.page(listed.list(), pathOf(known), query(known));
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    for (JsonNode node : answer.json().path(listed.array())) {
      if (node instanceof ObjectNode object && choice.is(node)) {
        Value.Obj named = known.with("id", Value.of(node.path(listed.id()).asText()));
        ObjectNode whole = completed(object, named, calls);
        return whole == null
            ? new Read(
                null,
                List.of(
                    Diagnostic.error(
                        "Unexpected answer", "Not all of %s can be read.".formatted(object))))
            : Read.of(live(whole, named));
      }
    }
    return Read.of(null);
  }

  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = found(planned, calls, node -> isMeant(node, planned));
    return new Lookup(read.state() == null ? List.of() : List.of(read.state()), read.diagnostics());
  }

  /** An object of which its place and id are known, by the id that a user imports. */
  protected Value.@Nullable Obj named(String id) {
    return nothing().with("id", Value.of(id));
  }

  @Override
  public Read importObject(String id, Calls calls) {
    Value.Obj named = named(id);
    Read read = named == null ? Read.of(null) : read(withForeseen(named), calls);
    return read.state() == null && read.diagnostics().isEmpty()
        ? new Read(
            null,
            List.of(
                Diagnostic.error(
                    "No such object",
                    "There is no %s with the id %s.".formatted(declaration().type(), id))))
        : read;
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult result = calls.send(listed.delete(), pathOf(prior), null);
    boolean gone =
        result instanceof Answered
            || (result instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(result);
  }

  @Override
  protected @Nullable String blamed(Rejected rejected) {
    return rejected.isTaken() ? nameAttribute() : null;
  }
}
