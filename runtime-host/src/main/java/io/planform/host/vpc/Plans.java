package io.planform.host.vpc;

import io.planform.host.network.Cidr;
import io.planform.host.network.NetworkPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What networks are made of, from what the tables hold. */
final class Plans {
  private Plans() {}

  static NetworkPlan read(Connection connection) throws SQLException {
    Map<String, List<NetworkPlan.Subnet>> subnets = new HashMap<>();
    for (NetworkObject subnet : NetworkTable.all(connection, Kind.SUBNET)) {
      subnets.computeIfAbsent(subnet.parent(), _ -> new ArrayList<>()).add(subnet(subnet));
    }
    List<NetworkPlan.Vpc> vpcs =
        NetworkTable.all(connection, Kind.VPC).stream()
            .map(
                vpc ->
                    new NetworkPlan.Vpc(
                        vpc.id(), ranges(vpc), subnets.getOrDefault(vpc.id(), List.of())))
            .toList();
    return new NetworkPlan(
        vpcs,
        NetworkTable.all(connection, Kind.GROUP).stream()
            .map(NetworkObject::id)
            .collect(Collectors.toUnmodifiableSet()),
        NetworkTable.all(connection, Kind.RULE).stream().map(Rules::rule).toList());
  }

  private static NetworkPlan.Subnet subnet(NetworkObject subnet) {
    return new NetworkPlan.Subnet(
        subnet.id(), subnet.range("cidr"), subnet.text("gateway_ip"), subnet.texts("dnsList"));
  }

  /** The main one first. */
  static List<Cidr> ranges(NetworkObject vpc) {
    return Stream.concat(Stream.of(vpc.text("cidr")), vpc.texts("extend_cidrs").stream())
        .map(text -> Cidr.parse(text).orElseThrow())
        .toList();
  }
}
