package io.planform.host.vpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.network.Cidr;
import java.util.List;

/**
 * A VPC or security group, or something in one.
 *
 * @param parent the VPC of a subnet, the group of a rule; else itself
 * @param document what the API shows of it beside id, name and times; {@code tags} as an object
 * @param createdAt RFC 3339, as {@code updatedAt}
 */
record NetworkObject(
    Kind kind,
    String id,
    String parent,
    String name,
    ObjectNode document,
    String createdAt,
    String updatedAt) {

  NetworkObject changed(String newName, ObjectNode newDocument, String now) {
    return new NetworkObject(kind, id, parent, newName, newDocument, createdAt, now);
  }

  String text(String field) {
    return document.path(field).asText();
  }

  List<String> texts(String field) {
    return document.path(field).valueStream().map(JsonNode::asText).toList();
  }

  /** The range that a field holds; it was checked when it came. */
  Cidr range(String field) {
    return Cidr.parse(text(field)).orElseThrow();
  }

  /** As the API shows it. */
  ObjectNode shown(String project) {
    ObjectNode shown = document.deepCopy();
    shown.put("id", id).put("name", name).put("description", text("description"));
    shown.put("tenant_id", project).put("project_id", project);
    if (kind != Kind.RULE && kind != Kind.SUBNET) {
      shown.put("enterprise_project_id", "0");
    }
    shown.put("created_at", createdAt).put("updated_at", updatedAt);
    shown.remove("tags");
    ArrayNode tags = shown.putArray("tags");
    for (var tag : document.path("tags").properties()) {
      tags.addObject().put("key", tag.getKey()).put("value", tag.getValue().asText());
    }
    return shown;
  }

  @Override
  public String toString() {
    return kind.word() + " " + id;
  }
}
