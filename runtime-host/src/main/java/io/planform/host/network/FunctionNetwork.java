package io.planform.host.network;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import io.planform.host.doctor.Check;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network of functions without VPC settings: a bridge that leads to the public internet and
 * nowhere else. It fails closed: where the packet filter cannot be set up, instances get no network
 * at all and can talk to nothing but themselves.
 */
public final class FunctionNetwork implements AutoCloseable {
  private final DockerClient docker;
  private final String name;
  private final Firewall firewall;
  private final Map<String, String> labels;
  private final String bridge;
  private volatile @Nullable String refusal;
  private volatile @Nullable AddressPool pool;

  private FunctionNetwork(DockerClient docker, String home, Map<String, String> labels) {
    this.docker = docker;
    this.name = "planform-" + home;
    this.bridge = "pf" + home;
    this.firewall = new Firewall(bridge, home);
    this.labels = labels;
  }

  /**
   * Makes the network, or takes the one that an earlier process left.
   *
   * @param home the hash of the host's home: 10 hexadecimal digits
   * @param labels what marks the network as this home's
   */
  public static FunctionNetwork open(DockerClient docker, String home, Map<String, String> labels) {
    var network = new FunctionNetwork(docker, home, labels);
    network.restore();
    return network;
  }

  /** Puts back what the engine or the machine's administrator took away since. */
  public synchronized void restore() {
    Optional<String> problem = firewall.install();
    if (problem.isEmpty()) {
      problem = ensureBridge();
    }
    refusal = problem.orElse(null);
  }

  /** A way onto the bridge for one more instance; empty where functions have no network. */
  Optional<Cable> cable() throws IOException {
    AddressPool open = pool;
    return refusal == null && open != null
        ? Optional.of(new BridgeCable(bridge, open, open.take()))
        : Optional.empty();
  }

  /** Whether functions have a network. */
  public Check check() {
    String problem = refusal;
    return problem == null
        ? Check.ok("function network", "bridge " + name + ", filtered")
        : Check.warning(
            "function network",
            "functions run without a network, since theirs cannot be filtered: " + problem,
            "install iptables (apt-get install iptables) and run the host as root");
  }

  @Override
  public synchronized void close() {
    try {
      docker.removeNetworkCmd(name).exec();
    } catch (NotFoundException e) {
      // Gone already, which is what was wanted.
    } finally {
      firewall.remove();
    }
  }

  private Optional<String> ensureBridge() {
    try {
      List<Network> found = docker.listNetworksCmd().withNameFilter(name).exec();
      if (found.stream().noneMatch(network -> network.getName().equals(name))) {
        docker
            .createNetworkCmd()
            .withName(name)
            .withDriver("bridge")
            .withCheckDuplicate(true)
            .withLabels(labels)
            .withOptions(
                Map.of(
                    "com.docker.network.bridge.name",
                    bridge,
                    "com.docker.network.bridge.enable_icc",
                    "false"))
            .exec();
      }
      Network.Ipam.Config range =
          docker.inspectNetworkCmd().withNetworkId(name).exec().getIpam().getConfig().getFirst();
      Cidr addresses = Cidr.parse(range.getSubnet()).orElseThrow();
      if (pool == null || !pool.range().equals(addresses)) {
        pool = new AddressPool(addresses, range.getGateway());
      }
      return Optional.empty();
    } catch (DockerException e) {
      return Optional.of("the engine made no network: " + e.getMessage());
    }
  }
}
