package io.planform.host.vpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.network.Cidr;
import io.planform.host.network.SecurityRule;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of security groups: from requests, and as packet filters need them. */
final class Rules {
  static final Set<String> FIELDS =
      Set.of(
          "security_group_id",
          "description",
          "direction",
          "ethertype",
          "protocol",
          "multiport",
          "port_range_min",
          "port_range_max",
          "remote_ip_prefix",
          "remote_group_id",
          "remote_address_group_id",
          "action",
          "priority");

  private static final Set<String> PROTOCOLS = Set.of("", "tcp", "udp", "icmp");
  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int LARGEST_PORT = 65_535;
  private static final int LARGEST_PRIORITY = 100;
  private static final int MOST_PARTS = 20;

  private Rules() {}

  /** One that every group has: out to all, or in from its own members. */
  static ObjectNode initial(boolean ingress, String group) {
    ObjectNode rule =
        Json.object()
            .put("direction", ingress ? "ingress" : "egress")
            .put("ethertype", "IPv4")
            .put("action", "allow")
            .put("priority", 100);
    return ingress ? rule.put("remote_group_id", group) : rule;
  }

  /** What a request asks for; versions 1 and 3 of the API tell ports in different ways. */
  static ObjectNode read(Fields fields) {
    if (!fields.text("ethertype").orElse("IPv4").equalsIgnoreCase("IPv4")) {
      throw ApiException.invalid("The field ethertype is IPv4: networks have no IPv6 here.");
    }
    fields
        .text("remote_address_group_id")
        .filter(text -> !text.isEmpty())
        .ifPresent(
            text -> {
              throw Names.unsupported("remote_address_group_id");
            });
    String protocol =
        oneOf("protocol", fields.text("protocol").orElse("").toLowerCase(Locale.ROOT), PROTOCOLS);
    ObjectNode rule =
        Json.object()
            .put("description", Names.description(fields.text("description").orElse("")))
            .put(
                "direction",
                oneOf("direction", fields.requiredText("direction"), Set.of("ingress", "egress")))
            .put("ethertype", "IPv4")
            .put(
                "action",
                oneOf("action", fields.text("action").orElse("allow"), Set.of("allow", "deny")))
            .put("priority", priority(fields))
            .put("protocol", protocol)
            .put("multiport", ports(fields, protocol));
    remote(rule, fields);
    return rule;
  }

  private static String oneOf(String field, String value, Set<String> values) {
    if (!values.contains(value)) {
      throw ApiException.invalid(
          "The field %s is \"%s\"; it can be %s."
              .formatted(
                  field, value, values.stream().filter(each -> !each.isEmpty()).sorted().toList()));
    }
    return value;
  }

  private static int priority(Fields fields) {
    int priority = fields.integer("priority").orElse(1);
    if (priority < 1 || priority > LARGEST_PRIORITY) {
      throw ApiException.invalid(
          "The field priority is %d; it can be 1 to %d.".formatted(priority, LARGEST_PRIORITY));
    }
    return priority;
  }

  private static String ports(Fields fields, String protocol) {
    String ports = fields.text("multiport").orElse("");
    int least = fields.integer("port_range_min").orElse(0);
    int most = fields.integer("port_range_max").orElse(least);
    if (ports.isEmpty() && least != 0) {
      ports = least == most ? "" + least : least + "-" + most;
    }
    if (ports.isEmpty()) {
      return ports;
    }
    if (!protocol.equals("tcp") && !protocol.equals("udp")) {
      throw ApiException.invalid("Ports belong to rules of the protocols tcp and udp.");
    }
    String[] parts = ports.split(",", -1);
    if (parts.length > MOST_PARTS) {
      throw ApiException.invalid("A rule has %d ranges of ports at most.".formatted(MOST_PARTS));
    }
    List.of(parts).forEach(Rules::checkPorts);
    return ports;
  }

  private static void checkPorts(String text) {
    Matcher matcher = PORTS.matcher(text);
    if (matcher.matches()) {
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first >= 1 && first <= last && last <= LARGEST_PORT) {
        return;
      }
    }
    throw ApiException.invalid(
        "\"%s\" are no ports; rules have ports like 80,8000-8100.".formatted(text));
  }

  private static void remote(ObjectNode rule, Fields fields) {
    String prefix = fields.text("remote_ip_prefix").orElse("");
    String group = fields.text("remote_group_id").orElse("");
    if (!prefix.isEmpty() && !group.isEmpty()) {
      throw ApiException.invalid("A rule has a remote_ip_prefix or a remote_group_id, not both.");
    }
    if (!prefix.isEmpty()) {
      String range = prefix.contains("/") ? prefix : prefix + "/32";
      rule.put("remote_ip_prefix", Names.range("remote_ip_prefix", range).toString());
    }
    if (!group.isEmpty()) {
      rule.put("remote_group_id", group);
    }
  }

  /** What packet filters are made of. */
  static SecurityRule rule(NetworkObject rule) {
    return new SecurityRule(
        rule.parent(),
        rule.text("direction").equals("ingress"),
        rule.text("action").equals("allow"),
        rule.document().path("priority").asInt(),
        rule.text("protocol"),
        rule.text("multiport"),
        remote(rule));
  }

  private static SecurityRule.Remote remote(NetworkObject rule) {
    String group = rule.text("remote_group_id");
    if (!group.isEmpty()) {
      return new SecurityRule.Members(group);
    }
    return Cidr.parse(rule.text("remote_ip_prefix"))
        .map(SecurityRule.Range::new)
        .orElse(SecurityRule.Range.ALL);
  }
}
