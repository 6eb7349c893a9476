package io.planform.host.network;

import java.util.List;
import java.util.Set;

/**
 * The virtual networks that there should be.
 *
 * @param groups all security groups, by their ids
 * @param rules of all groups; what none of them allows is forbidden
 */
public record NetworkPlan(List<Vpc> vpcs, Set<String> groups, List<SecurityRule> rules) {

  /** Without any network. */
  public static final NetworkPlan EMPTY = new NetworkPlan(List.of(), Set.of(), List.of());

  /**
   * A virtual private cloud.
   *
   * @param ranges of which its subnets are parts
   */
  public record Vpc(String id, List<Cidr> ranges, List<Subnet> subnets) {}

  /**
   * A part of a VPC.
   *
   * @param gateway its router's address
   * @param nameServers empty for this machine's
   */
  public record Subnet(String id, Cidr range, String gateway, List<String> nameServers) {}
}
