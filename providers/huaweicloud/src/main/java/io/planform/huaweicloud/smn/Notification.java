package io.planform.huaweicloud.smn;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Resource;
import java.util.List;
import java.util.Map;

/** The service's types of resources. */
public final class Notification {
  private Notification() {}

  public static List<Declaration> declarations() {
    return List.of(TopicDeclarations.TOPICS, TopicDeclarations.SUBSCRIBERS);
  }

  public static Map<String, Resource> resources(ApiClient client, String region) {
    return Map.of(
        TopicDeclarations.TOPICS.type(), new TopicResource(client, region),
        TopicDeclarations.SUBSCRIBERS.type(), new SubscriptionResource(client, region));
  }
}
