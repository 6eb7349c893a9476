package io.planform.host.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.policy.Policy;
import io.planform.host.server.Json;
import java.time.Instant;

/**
 * A policy that groups can have.
 *
 * @param document as it was given
 * @param system whether it comes with the host and never changes
 */
record StoredPolicy(
    String id,
    String name,
    String displayName,
    String description,
    String document,
    boolean system,
    Instant createdAt,
    Instant updatedAt) {

  JsonNode json() {
    try {
      return Json.read(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored policy is not ours", e);
    }
  }

  Policy policy() {
    return Policy.of(json());
  }
}
