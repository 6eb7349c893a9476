package io.planform.host.network;

import java.util.List;

/**
 * What ties one instance to the bridge of functions.
 *
 * @param address with the length of the network's prefix
 */
record Cable(String bridge, Subnet subnet, String address) {

  /** The address alone. */
  String host() {
    return address.substring(0, address.indexOf('/'));
  }

  /**
   * What {@code ip} does in the instance's network.
   *
   * @param outside the name of the end that is the machine's
   */
  String commands(String outside) {
    return """
        link add eth0 type veth peer name %s netns %d
        addr add %s dev eth0
        link set eth0 up
        route add default via %s
        """
        .formatted(outside, ProcessHandle.current().pid(), address, subnet.gateway());
  }

  /** Plugs in the end that is the machine's. */
  List<String> plugging(String outside) {
    return List.of("ip", "link", "set", outside, "master", bridge, "up");
  }

  /** Who has the address may get it no more. */
  void giveBack() {
    subnet.giveBack(address);
  }
}
