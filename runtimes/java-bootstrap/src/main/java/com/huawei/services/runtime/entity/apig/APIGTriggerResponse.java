package com.huawei.services.runtime.entity.apig;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What a function behind an APIG trigger answers. */
public class APIGTriggerResponse {
  private int statusCode;
  private Map<String, String> headers;
  private boolean isBase64Encoded;
  private String body;

  public APIGTriggerResponse() {
    this(200, null, "");
  }

  public APIGTriggerResponse(int statusCode, Map<String, String> headers, String body) {
    this(statusCode, headers, false, body);
  }

  public APIGTriggerResponse(
      int statusCode, Map<String, String> headers, boolean isBase64Encoded, String body) {
    this.statusCode = statusCode;
    this.headers = headers;
    this.isBase64Encoded = isBase64Encoded;
    this.body = body;
  }

  public int getStatusCode() {
    return statusCode;
  }

  public void setStatusCode(int statusCode) {
    this.statusCode = statusCode;
  }

  public Map<String, String> getHeaders() {
    return headers;
  }

  public void setHeaders(Map<String, String> headers) {
    this.headers = headers;
  }

  public boolean isBase64Encoded() {
    return isBase64Encoded;
  }

  public void setBase64Encoded(boolean base64Encoded) {
    this.isBase64Encoded = base64Encoded;
  }

  public String getBody() {
    return body;
  }

  public void setBody(String body) {
    this.body = body;
  }

  /** Sets the body to the Base64 form of a text. */
  public void setBase64EncodedBody(String text) {
    body = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    isBase64Encoded = true;
  }

  @Override
  public String toString() {
    return "APIGTriggerResponse(statusCode="
        + statusCode
        + ", headers="
        + headers
        + ", base64Encoded="
        + isBase64Encoded
        + ", body="
        + body
        + ")";
  }
}
