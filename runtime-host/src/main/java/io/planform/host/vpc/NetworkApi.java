package io.planform.host.vpc;

import io.planform.host.server.Route;
import java.util.List;
import java.util.stream.Stream;

/** The part of Virtual Private Cloud's API that functions need. */
public final class NetworkApi {
  private final List<Route> routes;

  public NetworkApi(Vpcs vpcs) {
    this.routes =
        Stream.of(
                new VpcApi(vpcs).routes(),
                new SubnetApi(vpcs).routes(),
                new GroupApi(vpcs).routes(),
                new RuleApi(vpcs).routes(),
                new TagApi(vpcs, Kind.VPC, "Vpc", "vpcs").routes(),
                new TagApi(vpcs, Kind.SUBNET, "Subnet", "subnets").routes(),
                new TagApi(vpcs, Kind.GROUP, "SecurityGroup", "security-groups").routes())
            .flatMap(List::stream)
            .toList();
  }

  public List<Route> routes() {
    return routes;
  }
}
