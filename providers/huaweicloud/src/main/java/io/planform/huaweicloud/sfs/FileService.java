package io.planform.huaweicloud.sfs;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Resource;
import java.util.List;
import java.util.Map;

/** The service's types of resources. */
public final class FileService {
  private FileService() {}

  public static List<Declaration> declarations() {
    return List.of(TurboDeclaration.FILE_SYSTEMS);
  }

  public static Map<String, Resource> resources(ApiClient client, String region) {
    return Map.of(TurboDeclaration.FILE_SYSTEMS.type(), new TurboResource(client, region));
  }
}
