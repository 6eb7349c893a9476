package io.planform.host.iam;

import io.planform.host.server.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What the host has of IAM's API: paths and documents as clients of the cloud's know them. */
public final class IdentityApi {
  private final Identities identities;
  private final Tokens tokens;
  private final AgencyKeys agencyKeys;
  private final InstantSource clock;

  public IdentityApi(
      Identities identities, Tokens tokens, AgencyKeys agencyKeys, InstantSource clock) {
    this.identities = identities;
    this.tokens = tokens;
    this.agencyKeys = agencyKeys;
    this.clock = clock;
  }

  public List<Route> routes() {
    UserApi users = new UserApi(identities, clock);
    PolicyApi policies = new PolicyApi(identities, clock);
    List<Route> routes = new ArrayList<>(users.routes());
    routes.addAll(new GroupApi(identities, users, clock).routes());
    routes.addAll(policies.routes());
    routes.addAll(new GrantApi(identities, policies).routes());
    routes.addAll(new AgencyApi(identities, clock).routes());
    routes.addAll(new AgencyGrantApi(identities, policies).routes());
    routes.addAll(new TemporaryKeyApi(identities, agencyKeys).routes());
    routes.addAll(new CredentialApi(identities, clock).routes());
    routes.addAll(new TokenApi(identities, tokens, clock).routes());
    return routes;
  }
}
