package io.planform.host.api;

import io.planform.host.alias.Targets;
import io.planform.host.server.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The part of API Gateway's API that functions need. */
public final class GatewayApi {
  private final List<Route> routes;

  public GatewayApi(GatewayObjects objects, Targets targets, InstantSource clock) {
    this.routes =
        Stream.of(
                new InstanceApi(objects).routes(),
                new GroupApi(objects).routes(),
                new DomainApi(objects).routes(),
                new CertificateApi(objects, clock).routes(),
                new EnvironmentApi(objects).routes(),
                new PublicationApi(objects).routes(),
                new DefinitionApi(objects, targets).routes(),
                new ApplicationApi(objects).routes(),
                new AuthorizationApi(objects).routes(),
                new AuthorizerApi(objects, targets).routes())
            .flatMap(List::stream)
            .toList();
  }

  public List<Route> routes() {
    return routes;
  }
}
