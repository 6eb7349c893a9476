package io.planform.huaweicloud.obs;

import static io.planform.huaweicloud.obs.BucketDeclaration.BUCKETS;
import static io.planform.huaweicloud.obs.BucketDeclaration.FORCE_DESTROY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.client.Target.Connection;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.DataHolders.Held;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_obs_bucket}: what its declaration cannot say. */
final class BucketResource extends Resource {
  private static final int LISTED = 1000;
  private static final int EXAMPLES = 3;

  private final String region;

  /**
   * @param region as the provider block says; empty for the target's
   */
  BucketResource(ApiClient client, String region) {
    super(BUCKETS, client);
    this.region = region;
  }

  private static BucketCalls of(Value.Obj bucket, Calls calls) {
    return new BucketCalls(calls, Texts.of(bucket.get("bucket")));
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return StorageChecks.ofBucket(configuration, region);
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    return StorageChecks.refusals(configuration, BUCKETS);
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    Value name = configuration.get("bucket");
    Optional<String> own = Regions.of(region, client());
    return own.isPresent() ? Map.of("id", name, "region", Value.of(own.get())) : Map.of("id", name);
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of();
  }

  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    BucketCalls bucket = of(object, calls);
    if (call.equals(BucketDeclaration.TAG)) {
      Map<String, String> tags = Texts.map(desired.get("tags"));
      return tags.isEmpty()
          ? bucket.send("DELETE", "tagging", null)
          : bucket.send("PUT", "tagging", tagging(tags));
    }
    if (call.equals(BucketDeclaration.LIMIT)) {
      String bytes =
          desired.get("quota").revealed() instanceof Value.Num(BigDecimal number)
              ? number.toBigInteger().toString()
              : "0";
      return bucket.send(
          "PUT", "quota", "<Quota>" + BucketCalls.element("StorageQuota", bytes) + "</Quota>");
    }
    String location = Texts.of(object.get("region"));
    return bucket.send(
        "PUT",
        "",
        location.isEmpty()
            ? null
            : "<CreateBucketConfiguration>"
                + BucketCalls.element("Location", location)
                + "</CreateBucketConfiguration>");
  }

  private static String tagging(Map<String, String> tags) {
    StringBuilder document = new StringBuilder("<Tagging><TagSet>");
    tags.forEach(
        (key, value) ->
            document
                .append("<Tag>")
                .append(BucketCalls.element("Key", key))
                .append(BucketCalls.element("Value", value))
                .append("</Tag>"));
    return document.append("</TagSet></Tagging>").toString();
  }

  @Override
  protected Value.Obj identified(Value.Obj planned, JsonNode answer) {
    return planned.with("id", planned.get("bucket"));
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    BucketCalls bucket = of(known, calls);
    ApiResult holds = bucket.send("GET", "storageinfo", null);
    if (!(holds instanceof Answered storage)) {
      return notRead(holds);
    }
    ApiResult limited = bucket.send("GET", "quota", null);
    if (!(limited instanceof Answered quota)) {
      return notRead(limited);
    }
    ApiResult tagged = bucket.send("GET", "tagging", null);
    boolean untagged = tagged instanceof Rejected none && none.code().equals("NoSuchTagSet");
    if (!untagged && !(tagged instanceof Answered)) {
      return notRead(tagged);
    }
    String name = Texts.of(known.get("bucket"));
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    found.put("bucket", name).put("id", name).put("bucket_version", "3.0");
    domain(name, Texts.of(known.get("region")))
        .ifPresent(domain -> found.put("bucket_domain_name", domain));
    found.put("quota", quota.json().path("StorageQuota").asLong());
    ObjectNode tags = found.putObject("tags");
    if (tagged instanceof Answered answer) {
      for (JsonNode tag : BucketCalls.several(answer.json().path("TagSet"), "Tag")) {
        tags.put(tag.path("Key").asText(), tag.path("Value").asText());
      }
    }
    ObjectNode sum = found.putArray("storage_info").addObject();
    sum.put("object_number", storage.json().path("ObjectNumber").asLong());
    sum.put("size", storage.json().path("Size").asLong());
    return Read.of(live(found, known));
  }

  /** The name under which HTTP clients find it. */
  private Optional<String> domain(String bucket, String of) {
    if (!(client().target().connect() instanceof Connection.Open open) || open.buckets() == null) {
      return Optional.empty();
    }
    return Optional.of(
        client().target() instanceof LocalHost
            ? "%s.obs.%s.localhost:%d".formatted(bucket, of, open.buckets().getPort())
            : bucket + "." + open.buckets().getRawAuthority());
  }

  /** A bucket's name is its own in the whole region. */
  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = read(planned, calls);
    return new Lookup(read.state() == null ? List.of() : List.of(read.state()), read.diagnostics());
  }

  @Override
  public Read importObject(String id, Calls calls) {
    Value.Obj named = withForeseen(nothing().with("bucket", Value.of(id)).with("id", Value.of(id)));
    return imported(read(named, calls), "bucket", id);
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    BucketCalls bucket = of(prior, calls);
    if (mayLoseItsObjects(prior)) {
      ApiResult emptied = bucket.empty();
      boolean gone = emptied instanceof Rejected rejected && rejected.isNotFound();
      if (!gone && !(emptied instanceof Answered)) {
        return failed(emptied);
      }
    }
    ApiResult result = bucket.send("DELETE", "", null);
    if (result instanceof Rejected rejected && rejected.code().equals("BucketNotEmpty")) {
      return new Outcome.Refused(
          List.of(
              rejected
                  .diagnostic()
                  .at(ValuePath.of(FORCE_DESTROY))
                  .withHint("set force_destroy = true and apply that first, or empty the bucket")));
    }
    boolean gone =
        result instanceof Answered
            || (result instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(result);
  }

  private static boolean mayLoseItsObjects(Value.Obj bucket) {
    return bucket.get(FORCE_DESTROY).revealed() instanceof Value.Bool(boolean force) && force;
  }

  /**
   * What a bucket holds; empty if nothing, or if that cannot be told.
   *
   * @param going keys of objects that are to be deleted, too
   */
  Optional<Held> held(Value.Obj known, Set<String> going, Calls calls) {
    BucketCalls bucket = of(known, calls);
    if (!(bucket.list(LISTED) instanceof Answered answer)) {
      return Optional.empty();
    }
    List<JsonNode> staying =
        BucketCalls.several(answer.json(), "Contents").stream()
            .filter(object -> !going.contains(object.path("Key").asText()))
            .toList();
    boolean more = answer.json().path("IsTruncated").asBoolean();
    if (staying.isEmpty() && !more) {
      return Optional.empty();
    }
    long count = staying.size();
    long bytes = staying.stream().mapToLong(object -> object.path("Size").asLong()).sum();
    if (more && bucket.send("GET", "storageinfo", null) instanceof Answered sum) {
      count = Math.max(count, sum.json().path("ObjectNumber").asLong() - going.size());
      bytes = Math.max(bytes, sum.json().path("Size").asLong());
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Held(
                "object",
                count,
                bytes,
                staying.stream().limit(EXAMPLES).map(each -> each.path("Key").asText()).toList(),
                FORCE_DESTROY,
                mayLoseItsObjects(known)));
  }

  @Override
  protected @Nullable String blamed(Rejected rejected) {
    return switch (rejected.code()) {
      case "BucketAlreadyOwnedByYou", "BucketAlreadyExists", "InvalidBucketName" -> "bucket";
      case "InvalidTag" -> "tags";
      default -> null;
    };
  }
}
