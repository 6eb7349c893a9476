package io.planform.host.topic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.net.URI;

/**
 * An endpoint that is told what is published to a topic, once it has confirmed that it wants to be.
 *
 * @param protocol {@code http} or {@code https}
 * @param token lets who knows it confirm
 */
record Subscription(
    String urn,
    String topic,
    String protocol,
    URI endpoint,
    String remark,
    boolean confirmed,
    String token) {

  Subscription withRemark(String text) {
    return new Subscription(urn, topic, protocol, endpoint, text, confirmed, token);
  }

  Subscription asConfirmed() {
    return new Subscription(urn, topic, protocol, endpoint, remark, true, token);
  }

  ObjectNode toJson(String owner) {
    ObjectNode json =
        Json.object()
            .put("topic_urn", topic)
            .put("protocol", protocol)
            .put("subscription_urn", urn)
            .put("owner", owner)
            .put("endpoint", endpoint.toString())
            .put("remark", remark)
            .put("status", confirmed ? 1 : 0);
    json.putArray("filter_polices");
    return json;
  }

  /** Without its endpoint, which may hold secrets, and its token. */
  @Override
  public String toString() {
    return urn;
  }
}
