package io.planform.huaweicloud.obs;

import static io.planform.huaweicloud.obs.ObjectDeclaration.OBJECTS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_obs_bucket_object}: what its declaration cannot say. */
final class ObjectResource extends Resource {
  private static final String META = "x-obs-meta-";

  private final String region;
  private final ObjectContent contents;

  /**
   * @param region as the provider block says; empty for the target's
   * @param directory of the root module
   */
  ObjectResource(ApiClient client, String region, Path directory) {
    super(OBJECTS, client);
    this.region = region;
    this.contents = new ObjectContent(directory);
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return StorageChecks.ofObject(configuration, region);
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    return StorageChecks.refusals(configuration, OBJECTS);
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    Map<String, Value> foreseen = new HashMap<>();
    foreseen.put("id", configuration.get("key"));
    Regions.of(region, client()).ifPresent(name -> foreseen.put("region", Value.of(name)));
    contents
        .summary(configuration)
        .ifPresent(
            summary -> {
              foreseen.put("etag", Value.of(summary.md5()));
              foreseen.put("size", Value.of(summary.size()));
            });
    return foreseen;
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of();
  }

  private static ApiRequest request(String method, Value.Obj object) {
    return ApiRequest.of(
        method, BucketCalls.path(Texts.of(object.get("bucket")), Texts.of(object.get("key"))));
  }

  /** A creation; what is there already is not replaced. */
  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    return put(object, desired, calls, Map.of("If-None-Match", "*"));
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return put(object, desired, calls, Map.of());
  }

  /** Content that is not what was planned is refused by the server. */
  private ApiResult put(
      Value.Obj object, Value.Obj desired, Calls calls, Map<String, String> condition) {
    Optional<Diagnostic> problem = contents.problem(desired);
    if (problem.isPresent()) {
      return new ApiResult.Unreached(problem.get());
    }
    Map<String, String> headers = new TreeMap<>(condition);
    String etag = Texts.of(object.get("etag"));
    if (etag.matches("[0-9a-f]{32}")) {
      headers.put("Content-MD5", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(etag)));
    }
    String type = Texts.of(desired.get("content_type"));
    if (!type.isEmpty()) {
      headers.put("Content-Type", type);
    }
    Texts.map(desired.get("metadata"))
        .forEach((name, value) -> headers.put(META + name.toLowerCase(Locale.ROOT), value));
    return calls.send(contents.put(desired, request("PUT", object)).withHeaders(headers));
  }

  @Override
  protected Value.Obj identified(Value.Obj planned, JsonNode answer) {
    return planned.with("id", planned.get("key"));
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    ApiResult result = calls.send(request("HEAD", known));
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    found.put("etag", answer.headers().getOrDefault("etag", "").replace("\"", ""));
    found.put("size", Long.parseLong(answer.headers().getOrDefault("content-length", "0")));
    found.put("content_type", answer.headers().getOrDefault("content-type", ""));
    Map<String, String> names = new HashMap<>();
    Texts.map(known.get("metadata"))
        .keySet()
        .forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    ObjectNode metadata = found.putObject("metadata");
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith(META)) {
                String lower = name.substring(META.length());
                metadata.put(names.getOrDefault(lower, lower), value);
              }
            });
    return Read.of(live(found, known));
  }

  /** The object under the key, if it holds what was to be put there. */
  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = read(planned, calls);
    boolean same =
        read.state() != null
            && (planned.get("etag").isUnknown()
                || read.state().get("etag").revealed().equals(planned.get("etag").revealed()));
    return new Lookup(same ? List.of(read.state()) : List.of(), read.diagnostics());
  }

  /** {@code <bucket>/<key>}. */
  @Override
  public Read importObject(String id, Calls calls) {
    int slash = id.indexOf('/');
    if (slash < 1 || slash == id.length() - 1) {
      return new Read(
          null,
          List.of(
              Diagnostic.error("Invalid id", "\"" + id + "\" names no object.")
                  .withHint("<bucket>/<key>")));
    }
    Value.Obj named =
        withForeseen(
            nothing()
                .with("bucket", Value.of(id.substring(0, slash)))
                .with("key", Value.of(id.substring(slash + 1))));
    return imported(read(named, calls), "object", id);
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult result = calls.send(request("DELETE", prior));
    boolean gone =
        result instanceof Answered
            || (result instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(result);
  }

  @Override
  protected @Nullable String blamed(Rejected rejected) {
    return switch (rejected.code()) {
      case "NoSuchBucket", "InsufficientStorageSpace" -> "bucket";
      case "KeyTooLongError", "InvalidURI", "PreconditionFailed" -> "key";
      case "BadDigest" -> "etag";
      case "MetadataTooLarge" -> "metadata";
      default -> null;
    };
  }
}
