package io.planform.huaweicloud.ces;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Resource;
import java.util.List;
import java.util.Map;

/** The service's types of resources. */
public final class CloudEye {
  private CloudEye() {}

  public static List<Declaration> declarations() {
    return List.of(AlarmDeclaration.ALARMS);
  }

  public static Map<String, Resource> resources(ApiClient client, String region) {
    return Map.of(AlarmDeclaration.ALARMS.type(), new AlarmResource(client, region));
  }
}
