package io.planform.host.iam;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * Which policies an agency has: for the account, for the project, or for all projects. There is one
 * project, so that each of them grants the same; they are kept apart for those who ask.
 */
final class AgencyGrantApi {
  /**
   * Where policies are granted.
   *
   * @param name as it is stored
   * @param suffix of the paths of one policy
   */
  private record Scope(String name, String list, String suffix) {
    String one() {
      return list.substring(0, list.length() - suffix.length()) + "/{role_id}" + suffix;
    }
  }

  private static final List<Scope> SCOPES =
      List.of(
          new Scope("domain", "/v3.0/OS-AGENCY/domains/{domain_id}/agencies/{agency_id}/roles", ""),
          new Scope(
              "project", "/v3.0/OS-AGENCY/projects/{project_id}/agencies/{agency_id}/roles", ""),
          new Scope(
              "all",
              "/v3.0/OS-INHERIT/domains/{domain_id}/agencies/{agency_id}/roles/inherited_to_projects",
              "/inherited_to_projects"));

  private final Identities identities;
  private final PolicyApi policies;

  AgencyGrantApi(Identities identities, PolicyApi policies) {
    this.identities = identities;
    this.policies = policies;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Scope scope : SCOPES) {
      String one = scope.one();
      routes.add(
          Route.of("ListAgencyPolicies", "GET", scope.list(), request -> list(request, scope)));
      routes.add(Route.of("CheckAgencyPolicy", "HEAD", one, request -> check(request, scope)));
      routes.add(Route.of("GrantAgencyPolicy", "PUT", one, request -> grant(request, scope)));
      routes.add(Route.of("RevokeAgencyPolicy", "DELETE", one, request -> revoke(request, scope)));
    }
    return routes;
  }

  private Response list(Request request, Scope scope) {
    return policies.listing(granted(request, scope));
  }

  private List<StoredPolicy> granted(Request request, Scope scope) {
    String agency = agency(request);
    return identities.read(
        connection -> {
          AgencyApi.get(AgencyTable.find(connection, agency), agency);
          return AgencyTable.policies(connection, agency, scope.name());
        });
  }

  private Response check(Request request, Scope scope) {
    String id = request.parameter("role_id");
    if (granted(request, scope).stream().noneMatch(policy -> policy.id().equals(id))) {
      throw Identities.unknown("policy of the agency", id);
    }
    return Response.noContent();
  }

  private Response grant(Request request, Scope scope) {
    String agency = agency(request);
    String policy = request.parameter("role_id");
    identities.change(
        connection -> {
          AgencyApi.get(AgencyTable.find(connection, agency), agency);
          PolicyApi.get(PolicyTable.find(connection, policy), policy);
          return Identities.execute(
              connection,
              "INSERT INTO agency_grant (agency_id, policy_id, scope) VALUES (?, ?, ?)"
                  + " ON CONFLICT DO NOTHING",
              agency,
              policy,
              scope.name());
        });
    return Response.noContent();
  }

  private Response revoke(Request request, Scope scope) {
    String policy = request.parameter("role_id");
    int revoked =
        identities.change(
            connection ->
                Identities.execute(
                    connection,
                    "DELETE FROM agency_grant WHERE agency_id = ? AND policy_id = ? AND scope = ?",
                    agency(request),
                    policy,
                    scope.name()));
    if (revoked == 0) {
      throw Identities.unknown("policy of the agency", policy);
    }
    return Response.noContent();
  }

  /** The project is checked with the caller; the account here. */
  private String agency(Request request) {
    String account = identities.account().id();
    if (!request.parameters().getOrDefault("domain_id", account).equals(account)) {
      throw new ApiException(FgsError.FSS_0403, "The account is %s.".formatted(account));
    }
    return request.parameter("agency_id");
  }
}
