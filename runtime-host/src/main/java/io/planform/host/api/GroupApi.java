package io.planform.host.api;

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
import java.util.Set;

/** Groups of APIs: each has a host name of its own, which begins with its id. */
final class GroupApi {
  static final String GROUPS = GatewayObjects.INSTANCE + "/api-groups";
  static final String GROUP = GROUPS + "/{group_id}";

  private final GatewayObjects objects;

  GroupApi(GatewayObjects objects) {
    this.objects = objects;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateApiGroupV2", "POST", GROUPS, this::create),
        Route.of("ListApiGroupsV2", "GET", GROUPS, this::list),
        Route.of("ShowDetailsOfApiGroupV2", "GET", GROUP, this::show),
        Route.of("UpdateApiGroupV2", "PUT", GROUP, this::update),
        Route.of("DeleteApiGroupV2", "DELETE", GROUP, this::delete));
  }

  private static ObjectNode document(Fields fields) {
    fields.refuseOthersThan(Set.of("name", "remark"));
    return Json.object().put("remark", Names.remark(fields, "remark"));
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject draft =
        objects.draft(request, Kind.GROUP, Names.name(fields, "name", 255), document(fields));
    return objects.create(request, draft, group -> shown(group, List.of()));
  }

  private ObjectNode shown(GatewayObject group) {
    return shown(group, objects.read(connection -> DomainTable.of(connection, group.id())));
  }

  private static ObjectNode shown(GatewayObject group, List<Domain> domains) {
    ObjectNode document =
        group
            .document()
            .deepCopy()
            .put("id", group.id())
            .put("name", group.name())
            .put("status", 1)
            .put("sl_domain", group.id() + ".localhost")
            .put("sl_domain_access_enabled", true)
            .put("on_sell_status", 2)
            .put("is_default", 2)
            .put("register_time", group.createdAt())
            .put("update_time", group.updatedAt());
    document.putArray("sl_domains").add(group.id() + ".localhost");
    ArrayNode list = document.putArray("url_domains");
    domains.forEach(domain -> list.add(domain.toJson().put("domain", domain.name())));
    return document;
  }

  private Response list(Request request) {
    return objects.list(request, Kind.GROUP, this::shown);
  }

  private Response show(Request request) {
    return Response.json(200, shown(objects.get(request, Kind.GROUP, "group_id")));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject group = objects.get(request, Kind.GROUP, "group_id");
    return objects.change(
        request,
        group.changed(Names.name(fields, "name", 255), document(fields), objects.now()),
        this::shown);
  }

  /** With its domain names; not while it has APIs. */
  private Response delete(Request request) {
    GatewayObject group = objects.get(request, Kind.GROUP, "group_id");
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          if (DefinitionTable.isInGroup(connection, group)) {
            throw new ApiException(
                FgsError.FSS_0409, "The group %s has APIs or triggers.".formatted(group.name()));
          }
          List<Domain> domains = DomainTable.of(connection, group.id());
          ObjectTable.delete(connection, group);
          return () -> domains.forEach(domain -> objects.changes().unbound(domain.name()));
        });
  }
}
