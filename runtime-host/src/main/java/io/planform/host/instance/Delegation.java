package io.planform.host.instance;

import io.planform.host.function.FunctionRevision;
import io.planform.host.iam.AgencyKeys.TemporaryKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a function is given to act with its agency, as headers. */
record Delegation(FunctionRevision function, InstanceSettings settings) {

  /** None for a function without agency, or whose agency is no more. */
  Map<String, String> headers() {
    String agency = function.agencies().execution();
    return agency.isEmpty()
        ? Map.of()
        : settings.keys().of(agency).map(Delegation::headers).orElse(Map.of());
  }

  private static Map<String, String> headers(TemporaryKey key) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-CFF-Access-Key", key.accessKey());
    headers.put("X-CFF-Secret-Key", key.secretKey());
    headers.put("X-CFF-Security-Access-Key", key.accessKey());
    headers.put("X-CFF-Security-Secret-Key", key.secretKey());
    headers.put("X-CFF-Security-Token", key.token());
    headers.put("X-CFF-Auth-Token", key.token());
    headers.put("X-Planform-Keys-Until", Long.toString(key.expiresAt().toEpochMilli()));
    return headers;
  }
}
