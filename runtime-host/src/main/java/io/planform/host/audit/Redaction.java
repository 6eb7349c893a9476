package io.planform.host.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes out of documents what must not be in the trail, and code, which is too large for it. */
final class Redaction {
  static final String REDACTED = "(redacted)";
  private static final Set<String> NAMES =
      Set.of(
          "user_data",
          "encrypted_user_data",
          "func_code",
          "code_url",
          "token",
          "content",
          "notificationlist",
          "endpoint",
          "subject",
          "message",
          "message_structure",
          "app_code",
          "private_key");
  private static final List<String> PARTS = List.of("password", "secret");

  private Redaction() {}

  /** Changes the document and returns it. */
  static JsonNode redact(JsonNode document) {
    if (document instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyStream().map(p -> p.getKey()).toList())) {
        if (isSecret(name)) {
          object.put(name, REDACTED);
        } else {
          redact(object.path(name));
        }
      }
    } else {
      document.forEach(Redaction::redact);
    }
    return document;
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || PARTS.stream().anyMatch(lower::contains);
  }
}
