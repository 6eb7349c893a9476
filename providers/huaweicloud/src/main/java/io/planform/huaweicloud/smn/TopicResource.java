package io.planform.huaweicloud.smn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Tagging;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_smn_topic}: what its declaration cannot say. */
final class TopicResource extends ListedResource {
  TopicResource(ApiClient client, String region) {
    super(
        TopicDeclarations.TOPICS,
        new Listed(TopicDeclarations.LIST, "topics", "topic_urn", "name", TopicDeclarations.DELETE),
        client,
        region,
        Set.of("access_policy", "users_publish_allowed", "services_publish_allowed"));
  }

  @Override
  protected String nameAttribute() {
    return "name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("id", Texts.of(object.get("id")), "name", Texts.of(object.get("name")));
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return call.equals(TopicDeclarations.TAG)
        ? Tagging.change(call, pathOf(object), prior, desired, calls)
        : super.change(
            call, object, prior, desired, changed, calls.part(call.path().replace('/', '-')));
  }

  @Override
  protected @Nullable ObjectNode completed(ObjectNode found, Value.Obj known, Calls calls) {
    Map<String, String> path =
        Map.of("id", Texts.of(known.get("id")), "name", found.path("name").asText());
    if (!(calls.send(TopicDeclarations.ATTRIBUTES, path, null) instanceof Answered attributes)
        || !(calls.send(TopicDeclarations.TAGGED, path, null) instanceof Answered tagged)) {
      return null;
    }
    found.set("introduction", attributes.json().at("/attributes/introduction"));
    ObjectNode tags = found.putObject("tags");
    for (JsonNode tag : tagged.json().path("tags")) {
      tags.put(tag.path("key").asText(), tag.path("value").asText());
    }
    return found;
  }
}
