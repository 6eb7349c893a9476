package io.planform.huaweicloud.iam;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Resource;
import java.util.List;
import java.util.Map;

/** The service's types of resources. */
public final class Identity {
  private Identity() {}

  public static List<Declaration> declarations() {
    return List.of(AgencyDeclaration.AGENCIES, RoleDeclaration.ROLES);
  }

  public static Map<String, Resource> resources(ApiClient client, String region) {
    return Map.of(
        AgencyDeclaration.AGENCIES.type(), new AgencyResource(client, region),
        RoleDeclaration.ROLES.type(), new RoleResource(client, region));
  }
}
