package io.planform.host.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.network.Access;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which VPC a function is in.
 *
 * @param vpc its id; empty for none, as {@code subnet}
 * @param cidr the subnet's, as {@code gateway}
 * @param groups ids of security groups
 */
public record Networking(
    String vpc, String subnet, String cidr, String gateway, List<String> groups) {
  public static final Networking NONE = new Networking("", "", "", "", List.of());

  static final Set<String> FIELDS = Set.of("func_vpc");

  /** What clients say beside the ids, which settle it. */
  private static final List<String> NAMES =
      List.of("domain_id", "namespace", "vpc_name", "subnet_name");

  private static final Set<String> VPC_FIELDS =
      Set.of(
          "domain_id",
          "namespace",
          "vpc_name",
          "vpc_id",
          "subnet_name",
          "subnet_id",
          "cidr",
          "gateway",
          "security_groups",
          "is_safety");

  public Networking {
    groups = List.copyOf(groups);
  }

  /** What instances reach. */
  Access access() {
    return subnet.isEmpty() ? Access.Internet.ONLY : new Access.InVpc(vpc, subnet, groups);
  }

  /**
   * @param base what holds where the request says nothing
   */
  static Networking read(Fields fields, Networking base) {
    return fields.object("func_vpc").map(each -> of(each, base)).orElse(base);
  }

  private static Networking of(Fields fields, Networking base) {
    fields.refuseOthersThan(VPC_FIELDS);
    for (String name : NAMES) {
      Optional<String> _ = fields.text(name);
    }
    String vpc = fields.text("vpc_id").orElse("");
    String subnet = fields.text("subnet_id").orElse("");
    if (vpc.isEmpty() != subnet.isEmpty()) {
      throw new ApiException(FgsError.FSS_0400, "func_vpc: vpc_id and subnet_id belong together.");
    }
    if (fields.bool("is_safety").orElse(false)) {
      throw new ApiException(
          FgsError.FSS_0400,
          "The setting func_vpc.is_safety is not supported by this runtime host; leave it out.");
    }
    boolean stays = subnet.equals(base.subnet());
    return new Networking(
        vpc,
        subnet,
        fields.text("cidr").orElse(stays ? base.cidr() : ""),
        fields.text("gateway").orElse(stays ? base.gateway() : ""),
        fields
            .array("security_groups")
            .map(Networking::texts)
            .orElse(stays ? base.groups() : List.of()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : array) {
      if (!each.isTextual()) {
        throw ApiException.invalid("The field func_vpc.security_groups is an array of texts.");
      }
      texts.add(each.asText());
    }
    return texts;
  }

  /** Adds it to what is told of a function. */
  void show(ObjectNode function) {
    if (!subnet.isEmpty()) {
      function.set("func_vpc", toJson());
    }
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    if (!subnet.isEmpty()) {
      json.put("vpc_id", vpc).put("subnet_id", subnet).put("cidr", cidr).put("gateway", gateway);
      ArrayNode list = json.putArray("security_groups");
      groups.forEach(list::add);
    }
    return json;
  }

  static Networking ofJson(String text) {
    try {
      JsonNode json = Json.read(text);
      return new Networking(
          json.path("vpc_id").asText(),
          json.path("subnet_id").asText(),
          json.path("cidr").asText(),
          json.path("gateway").asText(),
          texts(json.path("security_groups")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored network is not JSON", e);
    }
  }
}
