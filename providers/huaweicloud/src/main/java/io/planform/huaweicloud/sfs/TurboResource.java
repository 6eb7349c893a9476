package io.planform.huaweicloud.sfs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Tagging;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_sfs_turbo}: what its declaration cannot say. */
final class TurboResource extends ListedResource {
  private static final Set<String> REFUSED =
      Set.of(
          "auto_renew",
          "backup_id",
          "crypt_key_id",
          "dedicated_flavor",
          "dedicated_storage_id",
          "enhanced",
          "enterprise_project_id",
          "hpc_bandwidth",
          "hpc_cache_bandwidth",
          "period",
          "period_unit");

  TurboResource(ApiClient client, String region) {
    super(
        TurboDeclaration.FILE_SYSTEMS,
        new Listed(TurboDeclaration.LIST, "shares", "id", "name", TurboDeclaration.DELETE),
        client,
        region,
        REFUSED);
  }

  @Override
  protected String nameAttribute() {
    return "name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("id", Texts.of(object.get("id")));
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    List<Diagnostic> refusals = new ArrayList<>(super.refusals(configuration));
    String charging = Texts.of(configuration.get("charging_mode"));
    if (!charging.isEmpty() && !charging.equals("postPaid")) {
      refusals.add(
          Diagnostic.error(
                  "Not supported yet", "This version applies the charging mode \"postPaid\" only.")
              .at(ValuePath.of("charging_mode")));
    }
    return refusals;
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    Map<String, Value> foreseen = new LinkedHashMap<>(super.foreseen(configuration));
    foreseen.put("enterprise_project_id", Value.of("0"));
    return foreseen;
  }

  @Override
  protected List<Diagnostic> objections(Value.@Nullable Obj prior, Value.Obj planned) {
    return prior != null
            && prior.get("size").revealed() instanceof Value.Num(var before)
            && planned.get("size").revealed() instanceof Value.Num(var after)
            && after.compareTo(before) < 0
        ? List.of(
            Diagnostic.error(
                    "A file system cannot shrink",
                    "It has %s GB, and can only become larger.".formatted(before))
                .at(ValuePath.of("size"))
                .withHint("replace it, which loses what it holds: plan -replace=ADDRESS"))
        : List.of();
  }

  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    if (!call.equals(TurboDeclaration.CREATE)) {
      return super.send(call, object, desired, body, calls);
    }
    if (!body.has("share_type")) {
      body.put("share_type", "STANDARD");
    }
    return super.send(call, object, desired, object("share", body), calls);
  }

  /** An operation changes one thing, and says which. */
  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    if (call.equals(TurboDeclaration.TAG)) {
      return Tagging.change(call, pathOf(object), prior, desired, calls);
    }
    Map<String, ObjectNode> bodies = new LinkedHashMap<>();
    ObjectNode name = JsonNodeFactory.instance.objectNode();
    bodies.put("name", object("change_name", name.put("name", Texts.of(desired.get("name")))));
    ObjectNode size = JsonNodeFactory.instance.objectNode();
    bodies.put("size", object("extend", size.put("new_size", gigabytes(desired))));
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    bodies.put(
        "security_group_id",
        object(
            "change_security_group",
            group.put("security_group_id", Texts.of(desired.get("security_group_id")))));
    bodies.keySet().retainAll(changed);
    ApiResult last = null;
    for (Map.Entry<String, ObjectNode> each : bodies.entrySet()) {
      last = calls.part(each.getKey()).send(call, pathOf(object), each.getValue());
      if (!(last instanceof Answered)) {
        return last;
      }
    }
    return Objects.requireNonNull(last, "nothing is to be changed");
  }

  @Override
  protected boolean isSeveral(Call call) {
    return call.equals(TurboDeclaration.CHANGE);
  }

  private static int gigabytes(Value.Obj desired) {
    return desired.get("size").revealed() instanceof Value.Num(var number) ? number.intValue() : 0;
  }

  private static ObjectNode object(String name, ObjectNode body) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.set(name, body);
    return object;
  }

  @Override
  protected ObjectNode completed(ObjectNode found, Value.Obj known, Calls calls) {
    found.put("size", (int) found.path("size").asDouble());
    JsonNode tags = found.path("tags");
    ObjectNode byKey = found.putObject("tags");
    tags.forEach(tag -> byKey.put(tag.path("key").asText(), tag.path("value").asText()));
    return found;
  }
}
