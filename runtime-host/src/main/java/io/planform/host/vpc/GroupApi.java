package io.planform.host.vpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Security groups. */
final class GroupApi {
  private static final String ALL = "/v3/{project_id}/vpc/security-groups";
  private static final String ONE = ALL + "/{security_group_id}";
  private static final String ONE_V1 = "/v1/{project_id}/security-groups/{security_group_id}";

  private final Vpcs vpcs;

  GroupApi(Vpcs vpcs) {
    this.vpcs = vpcs;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateSecurityGroup", "POST", ALL, this::create),
        Route.of("ListSecurityGroups", "GET", ALL, this::list),
        Route.of("ShowSecurityGroup", "GET", ONE, this::show),
        Route.of("UpdateSecurityGroup", "PUT", ONE, this::update),
        Route.of("DeleteSecurityGroup", "DELETE", ONE, this::delete),
        Route.of("DeleteSecurityGroupV1", "DELETE", ONE_V1, this::delete));
  }

  private Response create(Request request) {
    Fields fields =
        Names.object(
            request, "security_group", Set.of("name", "description", "enterprise_project_id"));
    Names.checkEnterpriseProject(fields);
    ObjectNode document =
        Json.object().put("description", Names.description(fields.text("description").orElse("")));
    NetworkObject group =
        vpcs.draft(Kind.GROUP, "", Names.name(fields.requiredText("name")), document);
    List<NetworkObject> rules = vpcs.initialRules(group);
    return vpcs.done(
        request,
        vpcs.one(201, "security_group", shown(group, rules)),
        connection -> {
          NetworkTable.put(connection, group);
          for (NetworkObject rule : rules) {
            NetworkTable.put(connection, rule);
          }
        });
  }

  private ObjectNode shown(NetworkObject group, List<NetworkObject> rules) {
    ObjectNode shown = vpcs.shown(group);
    ArrayNode list = shown.putArray("security_group_rules");
    rules.forEach(rule -> list.add(RuleApi.shown(vpcs, rule)));
    return shown;
  }

  private List<NetworkObject> rules(NetworkObject group) {
    return vpcs.read(connection -> NetworkTable.in(connection, Kind.RULE, group.id()));
  }

  private Response list(Request request) {
    ObjectNode document = Json.object();
    ArrayNode page =
        vpcs.page(
            request,
            Kind.GROUP,
            group ->
                Vpcs.matches(request, "id", group.id())
                    && Vpcs.matches(request, "name", group.name()),
            vpcs::shown);
    document.set("security_groups", page);
    document.putObject("page_info").put("current_count", page.size());
    return Response.json(200, document);
  }

  private NetworkObject group(Request request) {
    return vpcs.get(Kind.GROUP, request.parameter("security_group_id"));
  }

  private Response show(Request request) {
    NetworkObject group = group(request);
    return vpcs.one(200, "security_group", shown(group, rules(group)));
  }

  private Response update(Request request) {
    NetworkObject group = group(request);
    Fields fields = Names.object(request, "security_group", Set.of("name", "description"));
    String name = fields.text("name").map(Names::name).orElse(group.name());
    if (!name.equals(group.name()) && group.name().equals(Vpcs.DEFAULT_GROUP)) {
      throw new ApiException(FgsError.FSS_0409, "The security group default keeps its name.");
    }
    ObjectNode document = group.document().deepCopy();
    fields
        .text("description")
        .ifPresent(text -> document.put("description", Names.description(text)));
    NetworkObject changed = group.changed(name, document, vpcs.now());
    return vpcs.done(
        request,
        vpcs.one(200, "security_group", shown(changed, rules(group))),
        connection -> {
          NetworkTable.get(connection, Kind.GROUP, group.id());
          NetworkTable.put(connection, changed);
        });
  }

  private Response delete(Request request) {
    NetworkObject group = group(request);
    if (group.name().equals(Vpcs.DEFAULT_GROUP)) {
      throw new ApiException(FgsError.FSS_0409, "The security group default stays.");
    }
    return vpcs.done(
        request,
        Response.noContent(),
        connection -> {
          checkFree(group, "The function %s is in it.", NetworkTable.functionOf(connection, group));
          checkFree(
              group,
              "The rule %s of another group names it.",
              NetworkTable.ruleAbout(connection, group));
          NetworkTable.delete(connection, group);
        });
  }

  private static void checkFree(NetworkObject group, String use, Optional<String> user) {
    if (user.isPresent()) {
      throw new ApiException(
          FgsError.FSS_0409,
          "The security group %s is in use. %s".formatted(group.id(), use.formatted(user.get())));
    }
  }
}
