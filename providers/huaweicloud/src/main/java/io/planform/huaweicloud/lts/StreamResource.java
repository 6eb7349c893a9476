package io.planform.huaweicloud.lts;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Tagging;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_lts_stream}: what its declaration cannot say. */
final class StreamResource extends ListedResource {
  StreamResource(ApiClient client, String region) {
    super(
        LogDeclarations.STREAMS,
        new Listed(
            LogDeclarations.LIST_STREAMS,
            "log_streams",
            "log_stream_id",
            "log_stream_name",
            LogDeclarations.DELETE_STREAM),
        client,
        region,
        Set.of("enterprise_project_id"));
  }

  @Override
  protected String nameAttribute() {
    return "stream_name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("group", Texts.of(object.get("group_id")), "id", Texts.of(object.get("id")));
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    if (call.equals(LogDeclarations.TAG_STREAM)) {
      return Tagging.change(call, pathOf(object), prior, desired, calls);
    }
    return call.equals(LogDeclarations.FAVOR)
        ? favor(object, desired, calls)
        : super.change(call, object, prior, desired, changed, calls);
  }

  private ApiResult favor(Value.Obj object, Value.Obj desired, Calls calls) {
    Map<String, String> path = pathOf(object);
    boolean favorite =
        desired.get("is_favorite").revealed() instanceof Value.Bool(boolean wanted) && wanted;
    return favorite
        ? calls
            .part("favor")
            .send(
                LogDeclarations.FAVOR,
                path,
                instance
                    .objectNode()
                    .put("favorite_resource_type", "log_stream")
                    .put("favorite_resource_id", path.get("id"))
                    .put("log_group_id", path.get("group"))
                    .put("log_stream_id", path.get("id"))
                    .put("log_stream_name", Texts.of(desired.get("stream_name")))
                    .put("is_global", true))
        : calls.part("disfavor").send(LogDeclarations.DISFAVOR, path, null);
  }

  /** {@code <group id>/<stream id>}. */
  @Override
  protected Value.@Nullable Obj named(String id) {
    int slash = id.indexOf('/');
    return slash <= 0
        ? null
        : nothing()
            .with("group_id", Value.of(id.substring(0, slash)))
            .with("id", Value.of(id.substring(slash + 1)));
  }
}
