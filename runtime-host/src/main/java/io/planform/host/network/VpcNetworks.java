package io.planform.host.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The VPCs of this home, each made when its first member comes and kept until it is deleted. They
 * are made as the whole plan wants them, whatever has changed.
 */
final class VpcNetworks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VpcNetworks.class);

  private final Path folder;
  private final Map<String, VpcNetwork> networks = new HashMap<>();
  private Supplier<NetworkPlan> source = () -> NetworkPlan.EMPTY;

  VpcNetworks(Path folder) {
    this.folder = folder;
  }

  /** Takes what is planned now; later plans are told by another call. */
  synchronized void follow(Supplier<NetworkPlan> plan) {
    source = plan;
    restore();
  }

  /** Makes all as it should be; what nobody uses yet costs nothing. */
  synchronized void restore() {
    if (networks.isEmpty()) {
      return;
    }
    NetworkPlan plan = source.get();
    Map<String, VpcNetwork> gone = new HashMap<>(networks);
    for (NetworkPlan.Vpc vpc : plan.vpcs()) {
      VpcNetwork network = gone.remove(vpc.id());
      if (network != null) {
        try {
          network.apply(vpc, plan);
        } catch (IOException e) {
          LOG.error("the VPC {} is not as it should be: {}", vpc.id(), e.getMessage());
        }
      }
    }
    gone.forEach(
        (id, network) -> {
          networks.remove(id);
          network.close();
        });
  }

  /**
   * A way into a VPC for one more instance.
   *
   * @throws IOException when there is no such VPC or subnet, or the subnet is full
   */
  synchronized Cable cable(Access.InVpc member) throws IOException {
    VpcNetwork network = network(member.vpc());
    NetworkPlan.Subnet subnet =
        network.definition().subnets().stream()
            .filter(each -> each.id().equals(member.subnet()))
            .findFirst()
            .orElseThrow(() -> new IOException("there is no subnet " + member.subnet()));
    return new VpcCable(network, subnet, network.take(subnet.id(), null), member.groups());
  }

  private VpcNetwork network(String id) throws IOException {
    VpcNetwork known = networks.get(id);
    if (known != null) {
      return known;
    }
    NetworkPlan plan = source.get();
    Optional<NetworkPlan.Vpc> vpc =
        plan.vpcs().stream().filter(each -> each.id().equals(id)).findFirst();
    VpcNetwork made =
        VpcNetwork.open(
            folder, vpc.orElseThrow(() -> new IOException("there is no VPC " + id)), plan);
    networks.put(id, made);
    return made;
  }

  @Override
  public synchronized void close() {
    networks.values().forEach(VpcNetwork::close);
    networks.clear();
  }
}
