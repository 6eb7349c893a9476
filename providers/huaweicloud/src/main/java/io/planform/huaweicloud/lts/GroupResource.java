package io.planform.huaweicloud.lts;

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

/** {@code huaweicloud_lts_group}: what its declaration cannot say. */
final class GroupResource extends ListedResource {
  GroupResource(ApiClient client, String region) {
    super(
        LogDeclarations.GROUPS,
        new Listed(
            LogDeclarations.LIST_GROUPS,
            "log_groups",
            "log_group_id",
            "log_group_name",
            LogDeclarations.DELETE_GROUP),
        client,
        region,
        Set.of("enterprise_project_id"));
  }

  @Override
  protected String nameAttribute() {
    return "group_name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("id", Texts.of(object.get("id")));
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return call.equals(LogDeclarations.TAG_GROUP)
        ? Tagging.change(call, pathOf(object), prior, desired, calls)
        : super.change(call, object, prior, desired, changed, calls);
  }
}
