package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An instance, or something in one.
 *
 * @param instance that it is in; an instance is in itself
 * @param name one of its kind in an instance has
 * @param document what the API shows of it, but for its id and times
 * @param createdAt RFC 3339, as {@code updatedAt}
 */
record GatewayObject(
    Kind kind,
    String id,
    String instance,
    String name,
    ObjectNode document,
    String createdAt,
    String updatedAt) {

  GatewayObject changed(String newName, ObjectNode newDocument, String now) {
    return new GatewayObject(kind, id, instance, newName, newDocument, createdAt, now);
  }

  String text(String field) {
    return document.path(field).asText();
  }

  @Override
  public String toString() {
    return kind.word() + " " + id;
  }
}
