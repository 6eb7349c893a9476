package io.planform.host.network;

import java.io.IOException;
import java.util.List;

/** What ties one instance to the router of its VPC. */
record VpcCable(VpcNetwork network, NetworkPlan.Subnet subnet, String address, List<String> groups)
    implements Cable {

  @Override
  public List<String> nameServers() {
    return subnet.nameServers().isEmpty() ? NameServers.ofThisMachine() : subnet.nameServers();
  }

  @Override
  public String commands(String outside) {
    return """
        link add eth0 type veth peer name %s netns "%s"
        addr add %s/32 dev eth0
        link set eth0 up
        route add default via %s dev eth0 onlink
        """
        .formatted(outside, network.file(), address, subnet.gateway());
  }

  @Override
  public void plug(String outside) throws IOException {
    network.plug(outside, address, groups);
  }

  @Override
  public void giveBack() {
    network.leave(subnet.id(), address);
  }
}
