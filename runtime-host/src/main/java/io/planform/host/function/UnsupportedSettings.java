package io.planform.host.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Settings of the API that this host does not honour. A value that asks for nothing is accepted,
 * any other is refused: a setting that were stored and ignored would mislead.
 */
final class UnsupportedSettings {
  private static final Map<String, Predicate<JsonNode>> ACCEPTED =
      Map.ofEntries(
          Map.entry("code_encrypt_kms_key_id", UnsupportedSettings::isEmptyText),
          Map.entry("domain_names", value -> isEmptyText(value) || value.asText().equals("[]")),
          Map.entry("enable_auth_in_header", UnsupportedSettings::isFalse),
          Map.entry(
              "enterprise_project_id", value -> isEmptyText(value) || value.asText().equals("0")),
          Map.entry("extend_config", UnsupportedSettings::isEmptyText),
          Map.entry("gpu_memory", UnsupportedSettings::isZero),
          Map.entry("gpu_type", UnsupportedSettings::isEmptyText),
          Map.entry("is_stateful_function", UnsupportedSettings::isFalse),
          Map.entry("network_controller", UnsupportedSettings::isNothing),
          Map.entry("peering_cidr", UnsupportedSettings::isEmptyText),
          Map.entry("restore_hook_handler", UnsupportedSettings::isEmptyText),
          Map.entry("restore_hook_timeout", UnsupportedSettings::isZero),
          Map.entry("tags", UnsupportedSettings::isEmptyText),
          Map.entry("type", value -> value.asText().equals("v2")),
          Map.entry("user_data_encrypt_kms_key_id", UnsupportedSettings::isEmptyText));

  private UnsupportedSettings() {}

  /** Their names: a request may have them. */
  static Set<String> names() {
    return ACCEPTED.keySet();
  }

  /**
   * @throws ApiException FSS.0400 that names the setting
   */
  static void check(Fields fields) {
    ACCEPTED.forEach(
        (name, asksForNothing) ->
            fields
                .any(name)
                .filter(asksForNothing.negate())
                .ifPresent(
                    ignored -> {
                      throw new ApiException(
                          FgsError.FSS_0400,
                          "The setting %s is not supported by this runtime host; leave it out."
                              .formatted(name));
                    }));
  }

  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.asBoolean();
  }

  private static boolean isEmptyText(JsonNode value) {
    return value.isTextual() && value.asText().isEmpty();
  }

  private static boolean isZero(JsonNode value) {
    return value.isNumber() && value.asInt() == 0;
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || isFalse(value)
        || isEmptyText(value)
        || (value.isContainerNode()
            && value.valueStream().allMatch(UnsupportedSettings::isNothing));
  }
}
