package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.functiongraph.DependencyDeclaration.DEPENDENCIES;
import static io.planform.huaweicloud.functiongraph.DependencyDeclaration.VERSIONS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dependencies, and versions of them: what their declarations cannot say. */
final class DependencyResource extends Resource {
  private static final Map<String, String> BLAMED =
      Map.of(
          "FSS.1005", "runtime",
          "FSS.1010", "link",
          "FSS.1011", "link",
          "FSS.1019", "description",
          "FSS.1031", "name",
          "FSS.1032", "link",
          "FSS.1065", "name",
          "FSS.0413", "link");

  private final String region;
  private final DependencyPackage packages;
  private final boolean versioned;

  private DependencyResource(
      Declaration declaration, ApiClient client, String region, Path directory) {
    super(declaration, client);
    this.region = region;
    this.packages = new DependencyPackage(directory);
    this.versioned = declaration.equals(VERSIONS);
  }

  /**
   * @param region as the provider block says; empty for the target's
   * @param directory of the root module
   */
  static DependencyResource ofVersions(ApiClient client, String region, Path directory) {
    return new DependencyResource(VERSIONS, client, region, directory);
  }

  /** Those that older manifests have. */
  static DependencyResource ofNewest(ApiClient client, String region, Path directory) {
    return new DependencyResource(DEPENDENCIES, client, region, directory);
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return DependencyChecks.of(configuration, region);
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    Map<String, Value> foreseen = new HashMap<>();
    Regions.of(region, client()).ifPresent(name -> foreseen.put("region", Value.of(name)));
    packages
        .etag(Texts.of(configuration.get("link")), client().target())
        .ifPresent(etag -> foreseen.put("etag", etag));
    return foreseen;
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return versioned
        ? Map.of(
            "id", Texts.of(object.get("dependency_id")), "version", number(object.get("version")))
        : Map.of("id", Texts.of(object.get("id")));
  }

  private static String number(Value value) {
    return value.revealed() instanceof Value.Num number ? number.value().toPlainString() : "";
  }

  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    // Declared as sent only so that another file makes the call; the service makes its own.
    body.remove("etag");
    Diagnostic unreadable = packages.put(Texts.of(desired.get("link")), body);
    return unreadable == null
        ? super.send(call, object, desired, body, calls)
        : new ApiResult.Unreached(unreadable);
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    if (!versioned) {
      String id = answer.path("id").asText("");
      return id.isEmpty() ? null : planned.with("id", Value.of(id));
    }
    String dependency = answer.path("dep_id").asText("");
    long version = answer.path("version").asLong();
    return dependency.isEmpty() || version == 0 ? null : named(planned, dependency, version);
  }

  private static Value.Obj named(Value.Obj object, String dependency, long version) {
    return object
        .with("id", Value.of(dependency + "/" + version))
        .with("dependency_id", Value.of(dependency))
        .with("version", Value.of(version));
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    Call show = versioned ? DependencyDeclaration.SHOW_VERSION : DependencyDeclaration.SHOW;
    ApiResult result = calls.send(show, pathOf(known), null);
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    return answer.json().isObject()
        ? Read.of(live(answer.json(), known))
        : new Read(
            null,
            List.of(Diagnostic.error("Unexpected answer", "A dependency is not a JSON object.")));
  }

  /** By name and runtime. */
  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Listing listing =
        new Listing(calls, DependencyDeclaration.LIST, Map.of(), "/dependencies")
            .with("name", Texts.of(planned.get("name")))
            .with("dependency_type", "private");
    List<Value.Obj> candidates = new ArrayList<>();
    for (JsonNode found : listing.items()) {
      boolean fits =
          found.path("name").asText().equals(Texts.of(planned.get("name")))
              && found.path("runtime").asText().equals(Texts.of(planned.get("runtime")));
      if (fits) {
        String id = found.path("id").asText();
        Read read =
            read(
                versioned
                    ? named(planned, id, found.path("version").asLong())
                    : planned.with("id", Value.of(id)),
                calls);
        if (read.state() != null) {
          candidates.add(read.state());
        }
      }
    }
    return new Lookup(candidates, listing.diagnostics());
  }

  /** {@code <dependency id>/<version>} of a version, the id of a dependency. */
  @Override
  public Read importObject(String id, Calls calls) {
    Value.Obj named = withForeseen(nothing());
    if (!versioned) {
      return imported(read(named.with("id", Value.of(id)), calls), "dependency", id);
    }
    int slash = id.lastIndexOf('/');
    if (slash <= 0 || !id.substring(slash + 1).matches("[0-9]{1,9}")) {
      return new Read(
          null,
          List.of(
              Diagnostic.error("Invalid id", "\"" + id + "\" names no version of a dependency.")
                  .withHint("<dependency id>/<version>")));
    }
    Value.Obj version =
        named(named, id.substring(0, slash), Long.parseLong(id.substring(slash + 1)));
    return imported(read(version, calls), "dependency", id);
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    Call delete = versioned ? DependencyDeclaration.DELETE_VERSION : DependencyDeclaration.DELETE;
    ApiResult result = calls.send(delete, pathOf(prior), null);
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
