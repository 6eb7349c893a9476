package io.planform.host.iam;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * Which policies a group has. There is one project: granting in it and in all projects of the
 * account is the same.
 */
final class GrantApi {
  private static final String IN_PROJECT = "/v3/projects/{project_id}/groups/{group_id}/roles";
  private static final String IN_ALL = "/v3/OS-INHERIT/domains/{domain_id}/groups/{group_id}/roles";
  private static final String INHERITED = "/inherited_to_projects";

  private final Identities identities;
  private final PolicyApi policies;

  GrantApi(Identities identities, PolicyApi policies) {
    this.identities = identities;
    this.policies = policies;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.of("ListGroupPolicies", "GET", IN_PROJECT, this::list));
    routes.add(Route.of("ListGroupPolicies", "GET", IN_ALL + INHERITED, this::list));
    for (String path : List.of(IN_PROJECT + "/{role_id}", IN_ALL + "/{role_id}" + INHERITED)) {
      routes.add(Route.of("CheckGroupPolicy", "HEAD", path, this::check));
      routes.add(Route.of("GrantGroupPolicy", "PUT", path, this::grant));
      routes.add(Route.of("RevokeGroupPolicy", "DELETE", path, this::revoke));
    }
    return routes;
  }

  private Response list(Request request) {
    return policies.listing(granted(request));
  }

  private List<StoredPolicy> granted(Request request) {
    String group = group(request);
    return identities.read(
        connection -> {
          GroupApi.get(GroupTable.find(connection, group), group);
          return PolicyTable.ofGroup(connection, group);
        });
  }

  private Response check(Request request) {
    String id = request.parameter("role_id");
    if (granted(request).stream().noneMatch(policy -> policy.id().equals(id))) {
      throw Identities.unknown("policy of the group", id);
    }
    return Response.noContent();
  }

  private Response grant(Request request) {
    String group = group(request);
    String policy = request.parameter("role_id");
    identities.change(
        connection -> {
          GroupApi.get(GroupTable.find(connection, group), group);
          PolicyApi.get(PolicyTable.find(connection, policy), policy);
          return Identities.execute(
              connection,
              "INSERT INTO iam_grant (group_id, policy_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
              group,
              policy);
        });
    return Response.noContent();
  }

  private Response revoke(Request request) {
    String group = group(request);
    String policy = request.parameter("role_id");
    int revoked =
        identities.change(
            connection ->
                Identities.execute(
                    connection,
                    "DELETE FROM iam_grant WHERE group_id = ? AND policy_id = ?",
                    group,
                    policy));
    if (revoked == 0) {
      throw Identities.unknown("policy of the group", policy);
    }
    return Response.noContent();
  }

  /** The project is checked with the caller; the account here. */
  private String group(Request request) {
    String account = identities.account().id();
    if (!request.parameters().getOrDefault("domain_id", account).equals(account)) {
      throw new ApiException(FgsError.FSS_0403, "The account is %s.".formatted(account));
    }
    return request.parameter("group_id");
  }
}
