package io.planform.host.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The packet filter of one VPC's router, for {@code nft}: every packet between members passes it.
 * What a member begins must be allowed to it, and to the member that it reaches; answers pass.
 */
final class PacketRules {
  static final String TABLE = "planform";

  /** All who are in the VPC. */
  static final String MEMBERS = "members";

  private static final String FRAME =
      """
        chain forward {
          type filter hook forward priority 0; policy drop;
          ct state established,related accept
          ct state invalid drop
          jump egress
          ip daddr @members goto ingress
        }
        chain input {
          type filter hook input priority 0; policy drop;
          icmp type echo-request accept
        }
      """;

  private PacketRules() {}

  /** The set that holds a group's members. */
  static String set(String group) {
    return "g_" + group.replace("-", "");
  }

  /**
   * Replaces all that is there in one step.
   *
   * @param members with the ids of their groups
   */
  static String of(NetworkPlan plan, Members members) {
    var text = new StringBuilder("table ip %1$s\ndelete table ip %1$s\n".formatted(TABLE));
    text.append("table ip %s {\n".formatted(TABLE));
    text.append(set(MEMBERS, members.all()));
    for (String group : plan.groups()) {
      text.append(set(set(group), members.of(group)));
    }
    List<SecurityRule> ordered = new ArrayList<>(plan.rules());
    ordered.sort(
        Comparator.comparingInt(SecurityRule::priority).thenComparing(SecurityRule::allows));
    text.append(chain("egress", ordered.stream().filter(rule -> !rule.ingress()).toList()));
    text.append(chain("ingress", ordered.stream().filter(SecurityRule::ingress).toList()));
    return text.append(FRAME).append("}\n").toString();
  }

  private static String set(String name, Set<String> addresses) {
    String elements =
        addresses.isEmpty() ? "" : " elements = { " + String.join(", ", addresses) + " }";
    return "  set %s { type ipv4_addr;%s\n  }\n".formatted(name, elements);
  }

  private static String chain(String name, List<SecurityRule> rules) {
    var text = new StringBuilder("  chain %s {\n".formatted(name));
    for (SecurityRule rule : rules) {
      text.append("    ").append(line(rule)).append('\n');
    }
    return text.append("    drop\n  }\n").toString();
  }

  /** What is allowed on the way out goes on to the rules of the way in. */
  private static String line(SecurityRule rule) {
    String verdict = rule.allows() ? rule.ingress() ? "accept" : "return" : "drop";
    return "ip %s @%s %s%s%s"
        .formatted(
            rule.ingress() ? "daddr" : "saddr",
            set(rule.group()),
            remote(rule.remote(), rule.ingress() ? "saddr" : "daddr"),
            protocol(rule),
            verdict);
  }

  private static String remote(SecurityRule.Remote remote, String side) {
    return switch (remote) {
      case SecurityRule.Range(Cidr range) when range.length() == 0 -> "";
      case SecurityRule.Range(Cidr range) -> "ip %s %s ".formatted(side, range);
      case SecurityRule.Members(String group) -> "ip %s @%s ".formatted(side, set(group));
    };
  }

  private static String protocol(SecurityRule rule) {
    if (rule.protocol().isEmpty()) {
      return "";
    }
    return rule.ports().isEmpty()
        ? "meta l4proto %s ".formatted(rule.protocol())
        : "%s dport { %s } ".formatted(rule.protocol(), rule.ports().replace(",", ", "));
  }
}
