package io.planform.host.network;

import io.planform.host.process.Command;
import java.util.List;
import java.util.Optional;

/**
 * The packet filter of one bridge: what comes from it reaches neither the machine nor any private
 * address. The two chains are replaced atomically, so installing them again is harmless.
 *
 * <p>The machine's name servers, and only their port 53, stay open even when their addresses are
 * private.
 */
final class Firewall {
  private static final List<String> CLOSED =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private final String bridge;
  private final String toMachine;
  private final String onwards;

  /** The filter of the bridge with this name; {@code id} keeps homes on one machine apart. */
  Firewall(String bridge, String id) {
    this.bridge = bridge;
    this.toMachine = "PLANFORM-IN-" + id;
    this.onwards = "PLANFORM-FWD-" + id;
  }

  /** Installs the rules; what went wrong, or empty. */
  Optional<String> install() {
    Command.Outcome chains =
        Command.run(List.of("iptables-restore", "--noflush", "--wait"), chains());
    if (!chains.succeeded()) {
      return Optional.of(chains.output());
    }
    return jump("INPUT", toMachine).or(() -> jump("DOCKER-USER", onwards));
  }

  /** Removes the rules; those that are not there are passed over. */
  void remove() {
    for (List<String> hook :
        List.of(List.of("INPUT", toMachine), List.of("DOCKER-USER", onwards))) {
      boolean hooked = true;
      while (hooked) {
        hooked = iptables("-D", hook.getFirst(), hook.getLast()).succeeded();
      }
      Command.run(List.of("iptables", "--wait", "-F", hook.getLast()));
      Command.run(List.of("iptables", "--wait", "-X", hook.getLast()));
    }
  }

  private String chains() {
    var rules = new StringBuilder("*filter\n");
    rules.append(":%s - [0:0]\n:%s - [0:0]\n".formatted(toMachine, onwards));
    for (String server : NameServers.ofThisMachine()) {
      for (String chain : List.of(toMachine, onwards)) {
        for (String protocol : List.of("udp", "tcp")) {
          rules.append(
              "-A %s -d %s -p %s --dport 53 -j RETURN\n".formatted(chain, server, protocol));
        }
      }
    }
    rules.append("-A %s -j DROP\n".formatted(toMachine));
    for (String range : CLOSED) {
      rules.append("-A %s -d %s -j DROP\n".formatted(onwards, range));
    }
    return rules.append("COMMIT\n").toString();
  }

  private Optional<String> jump(String from, String chain) {
    if (iptables("-C", from, chain).succeeded()) {
      return Optional.empty();
    }
    Command.Outcome outcome = iptables("-I", from, chain);
    return outcome.succeeded() ? Optional.empty() : Optional.of(outcome.output());
  }

  private Command.Outcome iptables(String action, String from, String chain) {
    return Command.run(List.of("iptables", "--wait", action, from, "-i", bridge, "-j", chain));
  }
}
