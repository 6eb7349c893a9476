package io.planform.host.api;

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

/**
 * Instances of API Gateway. All are served by the host's one gateway: what an instance says of its
 * size and its place in a network is kept, shown and of no effect.
 */
final class InstanceApi {
  private static final List<String> PLACE =
      List.of("spec_id", "vpc_id", "subnet_id", "security_group_id");
  private static final Set<String> CHANGEABLE =
      Set.of("instance_name", "description", "maintain_begin", "maintain_end", "security_group_id");

  private final GatewayObjects objects;

  InstanceApi(GatewayObjects objects) {
    this.objects = objects;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateInstanceV2", "POST", GatewayObjects.INSTANCES, this::create),
        Route.of("ListInstancesV2", "GET", GatewayObjects.INSTANCES, this::list),
        Route.of("ShowDetailsOfInstanceV2", "GET", GatewayObjects.INSTANCE, this::show),
        Route.of("UpdateInstanceV2", "PUT", GatewayObjects.INSTANCE, this::update),
        Route.of("DeleteInstancesV2", "DELETE", GatewayObjects.INSTANCE, this::delete));
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(
        Set.of(
            "instance_name",
            "description",
            "spec_id",
            "vpc_id",
            "subnet_id",
            "security_group_id",
            "available_zone_ids",
            "maintain_begin",
            "maintain_end",
            "enterprise_project_id"));
    ObjectNode document = Json.object();
    for (String field : PLACE) {
      document.put(field, fields.requiredText(field));
    }
    fields
        .array("available_zone_ids")
        .ifPresent(zones -> document.set("available_zone_ids", zones));
    document.put("enterprise_project_id", fields.text("enterprise_project_id").orElse("0"));
    describe(fields, document);
    String id = GatewayObjects.newId();
    String now = objects.now();
    GatewayObject instance =
        new GatewayObject(
            Kind.INSTANCE, id, id, Names.name(fields, "instance_name", 64), document, now, now);
    ObjectNode answer = Json.object().put("instance_id", id).put("message", "Job create instance");
    return objects.done(
        request,
        Response.json(202, answer),
        connection -> {
          ObjectTable.put(connection, instance);
          return GatewayObjects.Change.SILENCE;
        });
  }

  private static void describe(Fields fields, ObjectNode document) {
    document.put("description", Names.remark(fields, "description"));
    document.put("maintain_begin", fields.text("maintain_begin").orElse("22:00:00"));
    document.put("maintain_end", fields.text("maintain_end").orElse("02:00:00"));
  }

  private static ObjectNode shown(GatewayObject instance) {
    return instance
        .document()
        .deepCopy()
        .put("id", instance.id())
        .put("instance_name", instance.name())
        .put("status", "Running")
        .put("instance_status", 6)
        .put("type", "apig")
        .put("spec", instance.text("spec_id"))
        .put("ingress_ip", "127.0.0.1")
        .put("loadbalancer_provider", "elb")
        .put("create_time", instance.createdAt());
  }

  private Response list(Request request) {
    return objects.list(request, Kind.INSTANCE, InstanceApi::shown);
  }

  private Response show(Request request) {
    return Response.json(200, shown(objects.get(request, Kind.INSTANCE, "instance_id")));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(CHANGEABLE);
    GatewayObject instance = objects.get(request, Kind.INSTANCE, "instance_id");
    ObjectNode document = instance.document().deepCopy();
    describe(fields, document);
    fields.text("security_group_id").ifPresent(id -> document.put("security_group_id", id));
    GatewayObject changed =
        instance.changed(Names.name(fields, "instance_name", 64), document, objects.now());
    return objects.change(request, changed, InstanceApi::shown);
  }

  /** What is in it goes with it, unless functions are called through it. */
  private Response delete(Request request) {
    GatewayObject instance = objects.get(request, Kind.INSTANCE, "instance_id");
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          ObjectTable.Filter groups = new ObjectTable.Filter(Kind.GROUP, instance.id(), "", "");
          long inside = ObjectTable.count(connection, groups);
          if (inside > 0) {
            throw new ApiException(
                FgsError.FSS_0409,
                "The instance has %d groups; delete them before.".formatted(inside));
          }
          ObjectTable.delete(connection, instance);
          return GatewayObjects.Change.SILENCE;
        });
  }
}
