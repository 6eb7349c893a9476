package io.planform.host.vpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.network.Cidr;
import io.planform.host.network.NameServers;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Subnets of VPCs. */
final class SubnetApi {
  private static final String ALL = "/v1/{project_id}/subnets";
  private static final String ONE = ALL + "/{subnet_id}";
  private static final String IN_VPC = "/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}";
  private static final int MOST_NAME_SERVERS = 5;

  private static final Set<String> CHANGEABLE =
      Set.of(
          "name",
          "description",
          "dhcp_enable",
          "ipv6_enable",
          "primary_dns",
          "secondary_dns",
          "dnsList",
          "extra_dhcp_opts");

  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "description",
          "cidr",
          "vpc_id",
          "gateway_ip",
          "dhcp_enable",
          "ipv6_enable",
          "primary_dns",
          "secondary_dns",
          "dnsList",
          "extra_dhcp_opts",
          "availability_zone");

  private final Vpcs vpcs;

  SubnetApi(Vpcs vpcs) {
    this.vpcs = vpcs;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateSubnet", "POST", ALL, this::create),
        Route.of("ListSubnets", "GET", ALL, this::list),
        Route.of("ShowSubnet", "GET", ONE, this::show),
        Route.of("UpdateSubnet", "PUT", IN_VPC, this::update),
        Route.of("DeleteSubnet", "DELETE", IN_VPC, this::delete),
        Route.of("ListNameServers", "GET", "/v2/nameservers", SubnetApi::nameServers));
  }

  private Response create(Request request) {
    Fields fields = Names.object(request, "subnet", FIELDS);
    refuseOptions(fields);
    Cidr range = Names.range("cidr", fields.requiredText("cidr"));
    if (range.length() > 28) {
      throw ApiException.invalid(
          "The field cidr is %s; its prefix is 28 at most.".formatted(range));
    }
    String gateway = fields.text("gateway_ip").orElse(range.firstHost());
    if (!range.hasHost(gateway)) {
      throw ApiException.invalid(
          "The field gateway_ip is \"%s\", which is no address that something in %s may have."
              .formatted(gateway, range));
    }
    ObjectNode document =
        Json.object()
            .put("cidr", range.toString())
            .put("gateway_ip", gateway)
            .put("availability_zone", fields.text("availability_zone").orElse(""))
            .put("description", Names.description(fields.text("description").orElse("")));
    setNameServers(document, fields, List.of());
    NetworkObject subnet =
        vpcs.draft(
            Kind.SUBNET,
            fields.requiredText("vpc_id"),
            Names.name(fields.requiredText("name")),
            document);
    return vpcs.done(
        request,
        vpcs.one(200, "subnet", shown(subnet)),
        connection -> {
          NetworkObject vpc = NetworkTable.get(connection, Kind.VPC, subnet.parent());
          checkInside(range, vpc);
          checkFree(range, NetworkTable.in(connection, Kind.SUBNET, vpc.id()));
          NetworkTable.put(connection, subnet);
        });
  }

  private static void checkInside(Cidr range, NetworkObject vpc) {
    List<Cidr> ranges = Plans.ranges(vpc);
    if (ranges.stream().noneMatch(each -> each.contains(range))) {
      throw ApiException.invalid(
          "The field cidr is %s, which is not inside of the VPC's %s."
              .formatted(range, String.join(", ", ranges.stream().map(Cidr::toString).toList())));
    }
  }

  private static void checkFree(Cidr range, List<NetworkObject> others) {
    others.stream()
        .filter(other -> other.range("cidr").overlaps(range))
        .findFirst()
        .ifPresent(
            other -> {
              throw ApiException.invalid(
                  "The field cidr is %s, which overlaps with %s of the subnet %s."
                      .formatted(range, other.text("cidr"), other.id()));
            });
  }

  /** Addresses come from the host, not by DHCP; there is no IPv6. */
  private static void refuseOptions(Fields fields) {
    Names.refuse(fields, "dhcp_enable", BooleanNode.TRUE);
    Names.refuse(fields, "ipv6_enable", BooleanNode.FALSE);
    Names.refuse(fields, "extra_dhcp_opts", Json.object().arrayNode());
  }

  /** {@code dnsList} holds all, the other two fields the first of them. */
  private static void setNameServers(ObjectNode document, Fields fields, List<String> before) {
    List<String> servers = new ArrayList<>();
    fields.array("dnsList").ifPresent(list -> list.forEach(each -> servers.add(each.asText())));
    if (servers.isEmpty()) {
      server(fields, "primary_dns", before, 0).ifPresent(servers::add);
      server(fields, "secondary_dns", before, 1).ifPresent(servers::add);
    }
    for (String server : servers) {
      if (Cidr.parse(server + "/32").isEmpty()) {
        throw ApiException.invalid("\"%s\" is no address of a name server.".formatted(server));
      }
    }
    if (servers.size() > MOST_NAME_SERVERS) {
      throw ApiException.invalid(
          "A subnet has %d name servers at most.".formatted(MOST_NAME_SERVERS));
    }
    ArrayNode list = document.putArray("dnsList");
    servers.forEach(list::add);
    document.put("primary_dns", servers.isEmpty() ? "" : servers.getFirst());
    document.put("secondary_dns", servers.size() < 2 ? "" : servers.get(1));
  }

  private static Optional<String> servers(List<String> before, int index) {
    return before.size() > index ? Optional.of(before.get(index)) : Optional.empty();
  }

  private static Optional<String> server(
      Fields fields, String name, List<String> before, int index) {
    return fields.text(name).or(() -> servers(before, index)).filter(text -> !text.isEmpty());
  }

  private ObjectNode shown(NetworkObject subnet) {
    ObjectNode shown = vpcs.shown(subnet).put("vpc_id", subnet.parent()).put("status", "ACTIVE");
    shown.put("neutron_network_id", subnet.id()).put("neutron_subnet_id", subnet.id());
    shown.put("dhcp_enable", true).put("ipv6_enable", false).put("scope", "center");
    shown.putArray("extra_dhcp_opts");
    return shown;
  }

  private Response list(Request request) {
    ObjectNode document = Json.object();
    document.set(
        "subnets",
        vpcs.page(
            request,
            Kind.SUBNET,
            subnet -> Vpcs.matches(request, "vpc_id", subnet.parent()),
            this::shown));
    return Response.json(200, document);
  }

  private Response show(Request request) {
    return vpcs.one(200, "subnet", shown(vpcs.get(Kind.SUBNET, request.parameter("subnet_id"))));
  }

  private NetworkObject inVpc(Request request) {
    NetworkObject subnet = vpcs.get(Kind.SUBNET, request.parameter("subnet_id"));
    if (!subnet.parent().equals(request.parameter("vpc_id"))) {
      throw new ApiException(
          FgsError.FSS_0404,
          "The VPC %s has no subnet %s."
              .formatted(request.parameter("vpc_id"), request.parameter("subnet_id")));
    }
    return subnet;
  }

  private Response update(Request request) {
    NetworkObject subnet = inVpc(request);
    Fields fields = Names.object(request, "subnet", CHANGEABLE);
    refuseOptions(fields);
    ObjectNode document = subnet.document().deepCopy();
    fields
        .text("description")
        .ifPresent(text -> document.put("description", Names.description(text)));
    setNameServers(document, fields, subnet.texts("dnsList"));
    NetworkObject changed =
        subnet.changed(
            fields.text("name").map(Names::name).orElse(subnet.name()), document, vpcs.now());
    return vpcs.done(
        request,
        vpcs.one(200, "subnet", Json.object().put("id", subnet.id()).put("status", "ACTIVE")),
        connection -> {
          NetworkTable.get(connection, Kind.SUBNET, subnet.id());
          NetworkTable.put(connection, changed);
        });
  }

  private Response delete(Request request) {
    NetworkObject subnet = inVpc(request);
    return vpcs.done(
        request,
        Response.noContent(),
        connection -> {
          Optional<String> function = NetworkTable.functionIn(connection, subnet);
          if (function.isPresent()) {
            throw new ApiException(
                FgsError.FSS_0409,
                "The function %s is in the subnet %s; take it out first."
                    .formatted(function.get(), subnet.id()));
          }
          NetworkTable.delete(connection, subnet);
        });
  }

  /** Those that functions ask where their subnet names none. */
  private static Response nameServers(Request request) {
    ObjectNode document = Json.object();
    ObjectNode servers = document.putArray("nameservers").addObject();
    servers.put("type", request.argument("type").filter(text -> !text.isEmpty()).orElse("private"));
    ArrayNode records = servers.putArray("ns_records");
    for (String address : NameServers.ofThisMachine()) {
      records
          .addObject()
          .put("hostname", "")
          .put("address", address)
          .put("priority", records.size());
    }
    return Response.json(200, document);
  }
}
