package io.planform.huaweicloud.lts;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Resource;
import java.util.List;
import java.util.Map;

/** The service's types of resources. */
public final class LogTank {
  private LogTank() {}

  public static List<Declaration> declarations() {
    return List.of(LogDeclarations.GROUPS, LogDeclarations.STREAMS);
  }

  public static Map<String, Resource> resources(ApiClient client, String region) {
    return Map.of(
        LogDeclarations.GROUPS.type(), new GroupResource(client, region),
        LogDeclarations.STREAMS.type(), new StreamResource(client, region));
  }
}
