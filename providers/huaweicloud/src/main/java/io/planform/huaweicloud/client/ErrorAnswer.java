package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An answer of status 400 or more: {@code {"error_code":…, "error_msg":…}}, or object storage's
 * {@code <Error><Code>…<Message>…}.
 *
 * @param headers by lower-case name
 * @param code like {@code FSS.1051} or {@code NoSuchKey}; empty where the server gave none
 * @param reason in the server's words; empty where it gave none
 */
public record ErrorAnswer(
    int status,
    SequencedMap<String, String> headers,
    String code,
    String reason,
    Diagnostic diagnostic) {
  private static final int LONGEST = 500;

  static ErrorAnswer of(ApiRequest request, Answered answer, Credentials credentials) {
    JsonNode json = answer.json();
    String code = first(json, "error_code", "code", "Code");
    String message = first(json, "error_msg", "message", "Message");
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
        answer.headers(),
        code,
        shortened(redacted(message, request, credentials)),
        Diagnostic.error(summary, shortened(shown)));
  }

  private static String first(JsonNode json, String... names) {
    for (String name : names) {
      if (json.path(name).isValueNode()) {
        return json.path(name).asText();
      }
    }
    return "";
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
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
