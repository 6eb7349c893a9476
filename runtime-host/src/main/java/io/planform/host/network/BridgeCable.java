package io.planform.host.network;

import java.io.IOException;
import java.util.List;

/** What ties one instance to the bridge of functions. */
record BridgeCable(String bridge, AddressPool pool, String address) implements Cable {

  @Override
  public List<String> nameServers() {
    return NameServers.ofThisMachine();
  }

  @Override
  public String commands(String outside) {
    return """
        link add eth0 type veth peer name %s netns %d
        addr add %s/%d dev eth0
        link set eth0 up
        route add default via %s
        """
        .formatted(
            outside, ProcessHandle.current().pid(), address, pool.range().length(), pool.gateway());
  }

  @Override
  public void plug(String outside) throws IOException {
    NetworkCommand.run(List.of("ip", "link", "set", outside, "master", bridge, "up"), "");
  }

  @Override
  public void giveBack() {
    pool.giveBack(address);
  }
}
