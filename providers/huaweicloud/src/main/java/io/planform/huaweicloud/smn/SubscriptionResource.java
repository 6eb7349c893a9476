package io.planform.huaweicloud.smn;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_smn_subscription}: what its declaration cannot say. */
final class SubscriptionResource extends ListedResource {
  SubscriptionResource(ApiClient client, String region) {
    super(
        TopicDeclarations.SUBSCRIBERS,
        new Listed(
            TopicDeclarations.SUBSCRIPTIONS,
            "subscriptions",
            "subscription_urn",
            "endpoint",
            TopicDeclarations.UNSUBSCRIBE),
        client,
        region,
        Set.of("extension"));
  }

  @Override
  protected String nameAttribute() {
    return "endpoint";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("topic", Texts.of(object.get("topic_urn")), "id", Texts.of(object.get("id")));
  }

  @Override
  protected boolean isMeant(JsonNode found, Value.Obj planned) {
    return super.isMeant(found, planned)
        && found.path("protocol").asText().equals(Texts.of(planned.get("protocol")));
  }

  /** A subscription's URN begins with that of its topic. */
  @Override
  protected Value.@Nullable Obj named(String id) {
    int colon = id.lastIndexOf(':');
    return colon <= 0
        ? null
        : nothing().with("topic_urn", Value.of(id.substring(0, colon))).with("id", Value.of(id));
  }
}
