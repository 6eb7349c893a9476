package io.planform.huaweicloud.apig;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The service's types of resources. */
public final class ApiGateway {
  private ApiGateway() {}

  public static List<Declaration> declarations() {
    return List.of(
        GatewayDeclarations.INSTANCE_TYPE,
        GatewayDeclarations.GROUP_TYPE,
        GatewayDeclarations.ENVIRONMENT_TYPE,
        GatewayDeclarations.APPLICATION_TYPE,
        GatewayDeclarations.AUTHORIZER_TYPE,
        ApiDeclarations.API,
        ApiDeclarations.PUBLISHMENT,
        ApiDeclarations.AUTHORIZATION);
  }

  public static Map<String, Resource> resources(ApiClient client, String region) {
    return Map.of(
        GatewayDeclarations.INSTANCE_TYPE.type(), new InstanceResource(client, region),
        GatewayDeclarations.GROUP_TYPE.type(), new GroupResource(client, region),
        GatewayDeclarations.ENVIRONMENT_TYPE.type(),
            new GatewayResource(
                GatewayDeclarations.ENVIRONMENT_TYPE, "envs", "envs", client, region, Set.of()),
        GatewayDeclarations.APPLICATION_TYPE.type(), new ApplicationResource(client, region),
        GatewayDeclarations.AUTHORIZER_TYPE.type(),
            new GatewayResource(
                GatewayDeclarations.AUTHORIZER_TYPE,
                "authorizers",
                "authorizer_list",
                client,
                region,
                Set.of()),
        ApiDeclarations.API.type(), new ApiResource(client, region),
        ApiDeclarations.PUBLISHMENT.type(), new PublicationResource(client, region),
        ApiDeclarations.AUTHORIZATION.type(), new AuthorizationResource(client, region));
  }
}
