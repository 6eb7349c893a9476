package io.planform.host.vpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.network.Cidr;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** VPCs. Version 3 tells the further ranges of one, too. */
final class VpcApi {
  private static final String ALL = "/v1/{project_id}/vpcs";
  private static final String ONE = ALL + "/{vpc_id}";
  private static final String ONE_V3 = "/v3/{project_id}/vpc/vpcs/{vpc_id}";
  private static final int MOST_FURTHER_RANGES = 5;

  private final Vpcs vpcs;

  VpcApi(Vpcs vpcs) {
    this.vpcs = vpcs;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateVpc", "POST", ALL, this::create),
        Route.of("ListVpcs", "GET", ALL, this::list),
        Route.of("ShowVpc", "GET", ONE, this::show),
        Route.of("UpdateVpc", "PUT", ONE, this::update),
        Route.of("DeleteVpc", "DELETE", ONE, this::delete),
        Route.of("ShowVpcV3", "GET", ONE_V3, this::showV3),
        Route.of("AddVpcExtendCidr", "PUT", ONE_V3 + "/add-extend-cidr", this::extend),
        Route.of("RemoveVpcExtendCidr", "PUT", ONE_V3 + "/remove-extend-cidr", this::shrink));
  }

  private Response create(Request request) {
    Fields fields =
        Names.object(
            request, "vpc", Set.of("name", "cidr", "description", "enterprise_project_id"));
    Names.checkEnterpriseProject(fields);
    ObjectNode document =
        Json.object()
            .put("cidr", Names.privateRange("cidr", fields.requiredText("cidr")).toString())
            .put("description", Names.description(fields.text("description").orElse("")));
    document.putArray("extend_cidrs");
    NetworkObject vpc = vpcs.draft(Kind.VPC, "", Names.name(fields.requiredText("name")), document);
    return vpcs.done(
        request, vpcs.one(200, "vpc", shown(vpc)), connection -> NetworkTable.put(connection, vpc));
  }

  private ObjectNode shown(NetworkObject vpc) {
    ObjectNode shown = vpcs.shown(vpc).put("status", "OK").put("enable_shared_snat", false);
    shown.putArray("routes");
    return shown;
  }

  private Response list(Request request) {
    ObjectNode document = Json.object();
    document.set(
        "vpcs",
        vpcs.page(
            request,
            Kind.VPC,
            vpc ->
                Vpcs.matches(request, "id", vpc.id()) && Vpcs.matches(request, "name", vpc.name()),
            this::shown));
    return Response.json(200, document);
  }

  private NetworkObject vpc(Request request) {
    return vpcs.get(Kind.VPC, request.parameter("vpc_id"));
  }

  private Response show(Request request) {
    return vpcs.one(200, "vpc", shown(vpc(request)));
  }

  private Response showV3(Request request) {
    return vpcs.one(200, "vpc", vpcs.shown(vpc(request)).put("status", "ACTIVE"));
  }

  private Response update(Request request) {
    NetworkObject vpc = vpc(request);
    Fields fields = Names.object(request, "vpc", Set.of("name", "cidr", "description"));
    ObjectNode document = vpc.document().deepCopy();
    fields.text("cidr").ifPresent(text -> document.put("cidr", range(text)));
    fields
        .text("description")
        .ifPresent(text -> document.put("description", Names.description(text)));
    return changed(request, vpc, fields.text("name").map(Names::name).orElse(vpc.name()), document);
  }

  private static String range(String text) {
    return Names.privateRange("cidr", text).toString();
  }

  private Response changed(Request request, NetworkObject vpc, String name, ObjectNode document) {
    NetworkObject changed = vpc.changed(name, document, vpcs.now());
    List<Cidr> ranges = Plans.ranges(changed);
    checkApart(ranges);
    return vpcs.done(
        request,
        vpcs.one(200, "vpc", shown(changed)),
        connection -> {
          for (NetworkObject subnet : NetworkTable.in(connection, Kind.SUBNET, vpc.id())) {
            if (ranges.stream().noneMatch(range -> range.contains(subnet.range("cidr")))) {
              throw new ApiException(
                  FgsError.FSS_0409,
                  "The VPC would not hold the range %s of its subnet %s any more."
                      .formatted(subnet.text("cidr"), subnet.id()));
            }
          }
          NetworkTable.put(connection, changed);
        });
  }

  private static void checkApart(List<Cidr> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      Cidr range = ranges.get(i);
      for (Cidr other : ranges.subList(0, i)) {
        if (other.overlaps(range)) {
          throw ApiException.invalid(
              "The range %s overlaps with %s of the same VPC.".formatted(range, other));
        }
      }
    }
  }

  private Response extend(Request request) {
    NetworkObject vpc = vpc(request);
    List<String> ranges = new ArrayList<>(vpc.texts("extend_cidrs"));
    further(request).stream().filter(range -> !ranges.contains(range)).forEach(ranges::add);
    if (ranges.size() > MOST_FURTHER_RANGES) {
      throw ApiException.invalid(
          "A VPC has %d further ranges at most.".formatted(MOST_FURTHER_RANGES));
    }
    return changed(request, vpc, vpc.name(), with(vpc, ranges));
  }

  private Response shrink(Request request) {
    NetworkObject vpc = vpc(request);
    List<String> ranges = new ArrayList<>(vpc.texts("extend_cidrs"));
    ranges.removeAll(further(request));
    return changed(request, vpc, vpc.name(), with(vpc, ranges));
  }

  private static ObjectNode with(NetworkObject vpc, List<String> ranges) {
    ObjectNode document = vpc.document().deepCopy();
    ArrayNode list = document.putArray("extend_cidrs");
    ranges.forEach(list::add);
    return document;
  }

  private static List<String> further(Request request) {
    JsonNode ranges =
        Names.object(request, "vpc", Set.of("extend_cidrs"))
            .array("extend_cidrs")
            .orElseThrow(() -> ApiException.invalid("The field vpc.extend_cidrs is required."));
    return ranges
        .valueStream()
        .map(each -> Names.privateRange("extend_cidrs", each.asText()).toString())
        .toList();
  }

  private Response delete(Request request) {
    NetworkObject vpc = vpc(request);
    return vpcs.done(
        request,
        Response.noContent(),
        connection -> {
          List<NetworkObject> subnets = NetworkTable.in(connection, Kind.SUBNET, vpc.id());
          if (!subnets.isEmpty()) {
            throw new ApiException(
                FgsError.FSS_0409,
                "The VPC %s has the subnet %s; delete that first."
                    .formatted(vpc.id(), subnets.getFirst().id()));
          }
          NetworkTable.delete(connection, vpc);
        });
  }
}
