package io.planform.host.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One VPC: a network namespace that routes between its members. Each hangs on a cable of its own
 * and has one address of it, so nobody shares a wire with another or can send as another, and the
 * ranges of different VPCs may be the same.
 */
final class VpcNetwork implements AutoCloseable {
  private static final List<String> FILTER = List.of("nft", "-f", "-");
  private static final List<String> ROUTES = List.of("ip", "-batch", "-");

  private static final String SETUP =
      """
      set -e
      for each in all default; do
        file=/proc/sys/net/ipv6/conf/$each/disable_ipv6
        [ ! -e $file ] || echo 1 >$file
        echo 1 >/proc/sys/net/ipv4/conf/$each/rp_filter
        echo 0 >/proc/sys/net/ipv4/conf/$each/send_redirects
      done
      echo 1 >/proc/sys/net/ipv4/ip_forward
      exec ip link set lo up
      """;

  private final Path file;
  private final Members members = new Members();
  private final Map<String, AddressPool> pools = new HashMap<>();
  private NetworkPlan.Vpc definition;
  private NetworkPlan plan;

  private VpcNetwork(Path file, NetworkPlan.Vpc definition, NetworkPlan plan) {
    this.file = file;
    this.definition = definition;
    this.plan = plan;
  }

  /** Makes it, without any member. */
  static VpcNetwork open(Path folder, NetworkPlan.Vpc definition, NetworkPlan plan)
      throws IOException {
    Path file = folder.resolve("vpc-" + definition.id());
    var network = new VpcNetwork(file, definition, plan);
    boolean made = false;
    try {
      Files.createFile(file);
      NetworkCommand.run(List.of("unshare", "--net=" + file, "/bin/sh", "-c", SETUP), "");
      network.apply(definition, plan);
      made = true;
      return network;
    } finally {
      if (!made) {
        network.close();
      }
    }
  }

  Path file() {
    return file;
  }

  NetworkPlan.Vpc definition() {
    return definition;
  }

  /** Makes it as it should be now. Connections that are there go on. */
  synchronized void apply(NetworkPlan.Vpc wanted, NetworkPlan newPlan) throws IOException {
    List<String> gone = new ArrayList<>(gateways(definition));
    definition = wanted;
    plan = newPlan;
    pools.keySet().retainAll(wanted.subnets().stream().map(NetworkPlan.Subnet::id).toList());
    for (NetworkPlan.Subnet subnet : wanted.subnets()) {
      pools.computeIfAbsent(subnet.id(), _ -> new AddressPool(subnet.range(), subnet.gateway()));
    }
    List<String> gateways = gateways(wanted);
    gone.removeAll(gateways);
    NetworkCommand.runIn(file, ROUTES, addresses("replace", gateways) + addresses("delete", gone));
    NetworkCommand.runIn(file, FILTER, PacketRules.of(plan, members));
  }

  private static List<String> gateways(NetworkPlan.Vpc vpc) {
    return vpc.subnets().stream().map(NetworkPlan.Subnet::gateway).toList();
  }

  private static String addresses(String verb, List<String> gateways) {
    return gateways.stream()
        .map(gateway -> "addr %s %s/32 dev lo\n".formatted(verb, gateway))
        .collect(Collectors.joining());
  }

  /**
   * An address of a subnet.
   *
   * @param wanted null for any
   * @throws IOException when it is taken, or the subnet is not there
   */
  synchronized String take(String subnet, @Nullable String wanted) throws IOException {
    AddressPool pool = pools.get(subnet);
    if (pool == null) {
      throw new IOException("there is no subnet " + subnet + " in the VPC " + definition.id());
    }
    if (wanted == null) {
      return pool.take();
    }
    pool.take(wanted);
    return wanted;
  }

  /** Lets in who has the address, by the end of its cable that is here. */
  synchronized void plug(String end, String address, List<String> groups) throws IOException {
    members.add(address, groups);
    NetworkCommand.runIn(file, FILTER, changing("add", address, groups));
    NetworkCommand.runIn(
        file, ROUTES, "link set %1$s up\nroute replace %2$s/32 dev %1$s\n".formatted(end, address));
  }

  synchronized void leave(String subnet, String address) {
    List<String> groups = members.remove(address);
    AddressPool pool = pools.get(subnet);
    if (pool != null) {
      pool.giveBack(address);
    }
    try {
      NetworkCommand.runIn(file, FILTER, changing("delete", address, groups));
    } catch (IOException e) {
      // It was never let in, or the groups are gone; the next application knows nothing of it.
    }
  }

  /** Groups that there are no more are passed over. */
  private String changing(String verb, String address, List<String> groups) {
    List<String> sets = new ArrayList<>(List.of(PacketRules.MEMBERS));
    groups.stream().filter(plan.groups()::contains).map(PacketRules::set).forEach(sets::add);
    return sets.stream()
        .map("%s element ip %s %%s { %s }\n".formatted(verb, PacketRules.TABLE, address)::formatted)
        .collect(Collectors.joining());
  }

  /** It ends with the last cable in it. */
  @Override
  public void close() {
    NetworkNamespace.remove(file);
  }
}
