package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** An answer of status 400 or more: {@code {"error_code":…, "error_msg":…}}. */
record ErrorAnswer(int status, String code, Diagnostic diagnostic) {
  private static final int LONGEST = 500;

  static ErrorAnswer of(ApiRequest request, Answered answer, Credentials credentials) {
    JsonNode json = answer.json();
    String code = json.path("error_code").asText(json.path("code").asText(""));
    String message = json.path("error_msg").asText(json.path("message").asText(""));
    String id = json.path("request_id").asText(answer.headers().getOrDefault("x-request-id", ""));
    StringBuilder detail = new StringBuilder();
    detail.append(message.isEmpty() ? "The server gave no reason." : message);
    detail.append(" (").append(request).append(": HTTP ").append(answer.status());
    detail.append(code.isEmpty() ? "" : ", " + code);
    detail.append(id.isEmpty() ? "" : ", request " + id).append(')');
    String shown = redacted(detail.toString(), request, credentials);
    String summary = answer.status() >= 500 ? "The server failed" : "The server refused";
    return new ErrorAnswer(
        answer.status(),
        code,
        Diagnostic.error(
            summary, shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown));
  }

  Rejected rejected() {
    return new Rejected(status, code, diagnostic);
  }

  private static String redacted(String text, ApiRequest request, Credentials credentials) {
    String shown = text;
    for (Map.Entry<String, String> secret : secrets(credentials).entrySet()) {
      shown = shown.replace(secret.getValue(), "(" + secret.getKey() + ")");
    }
    for (String secret : request.secrets()) {
      shown = shown.replace(secret, "(sensitive value)");
    }
    return shown;
  }

  private static Map<String, String> secrets(Credentials credentials) {
    SequencedMap<String, String> secrets = new LinkedHashMap<>();
    secrets.put("secret key", credentials.secretKey());
    if (credentials.securityToken() != null) {
      secrets.put("security token", credentials.securityToken());
    }
    return secrets;
  }
}
