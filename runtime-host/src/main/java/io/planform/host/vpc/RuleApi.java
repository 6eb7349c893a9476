package io.planform.host.vpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;

/** Rules of security groups, in the forms of versions 1 and 3. */
final class RuleApi {
  private static final String ALL = "/v3/{project_id}/vpc/security-group-rules";
  private static final String ONE = ALL + "/{security_group_rule_id}";
  private static final String ALL_V1 = "/v1/{project_id}/security-group-rules";
  private static final String ONE_V1 = ALL_V1 + "/{security_group_rule_id}";

  private final Vpcs vpcs;

  RuleApi(Vpcs vpcs) {
    this.vpcs = vpcs;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateSecurityGroupRule", "POST", ALL, this::create),
        Route.of("ListSecurityGroupRules", "GET", ALL, this::list),
        Route.of("ShowSecurityGroupRule", "GET", ONE, this::show),
        Route.of("DeleteSecurityGroupRule", "DELETE", ONE, this::delete),
        Route.of("CreateSecurityGroupRuleV1", "POST", ALL_V1, this::create),
        Route.of("ShowSecurityGroupRuleV1", "GET", ONE_V1, this::show),
        Route.of("DeleteSecurityGroupRuleV1", "DELETE", ONE_V1, this::delete));
  }

  private Response create(Request request) {
    Fields fields = Names.object(request, "security_group_rule", Rules.FIELDS);
    ObjectNode document = Rules.read(fields);
    NetworkObject rule =
        vpcs.draft(Kind.RULE, fields.requiredText("security_group_id"), "", document);
    return vpcs.done(
        request,
        vpcs.one(201, "security_group_rule", shown(vpcs, rule)),
        connection -> {
          NetworkTable.get(connection, Kind.GROUP, rule.parent());
          String remote = rule.text("remote_group_id");
          if (!remote.isEmpty() && NetworkTable.find(connection, Kind.GROUP, remote).isEmpty()) {
            throw ApiException.invalid(
                "The field remote_group_id: there is no security group %s.".formatted(remote));
          }
          NetworkTable.put(connection, rule);
        });
  }

  /** Ports as version 3 has them, and as version 1 where they are one range. */
  static ObjectNode shown(Vpcs vpcs, NetworkObject rule) {
    ObjectNode shown = vpcs.shown(rule).put("security_group_id", rule.parent());
    shown.remove(List.of("name", "tags", "tenant_id"));
    String[] range = rule.text("multiport").split("-", -1);
    if (range[0].matches("\\d+")) {
      shown.put("port_range_min", Integer.parseInt(range[0]));
      shown.put("port_range_max", Integer.parseInt(range[range.length - 1]));
    }
    return shown;
  }

  private Response list(Request request) {
    ObjectNode document = Json.object();
    ArrayNode page =
        vpcs.page(
            request,
            Kind.RULE,
            rule -> Vpcs.matches(request, "security_group_id", rule.parent()),
            rule -> shown(vpcs, rule));
    document.set("security_group_rules", page);
    document.putObject("page_info").put("current_count", page.size());
    return Response.json(200, document);
  }

  private NetworkObject rule(Request request) {
    return vpcs.get(Kind.RULE, request.parameter("security_group_rule_id"));
  }

  private Response show(Request request) {
    return vpcs.one(200, "security_group_rule", shown(vpcs, rule(request)));
  }

  private Response delete(Request request) {
    NetworkObject rule = rule(request);
    return vpcs.done(
        request, Response.noContent(), connection -> NetworkTable.delete(connection, rule));
  }
}
