package com.huawei.services.runtime.entity.apig;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The event of an APIG trigger. A body is Base64 where it says so. */
public class APIGTriggerEvent {
  private boolean isBase64Encoded;
  private String httpMethod;
  private String path;
  private Map<String, String> pathParameters;
  private Map<String, String> queryStringParameters;
  private Map<String, String> headers;
  private String body;
  private APIGRequestContext requestContext;

  public boolean isBase64Encoded() {
    return isBase64Encoded;
  }

  public void setBase64Encoded(boolean base64Encoded) {
    this.isBase64Encoded = base64Encoded;
  }

  public String getHttpMethod() {
    return httpMethod;
  }

  public void setHttpMethod(String httpMethod) {
    this.httpMethod = httpMethod;
  }

  public String getPath() {
    return path;
  }

  public void setPath(String path) {
    this.path = path;
  }

  public Map<String, String> getPathParameters() {
    return pathParameters;
  }

  public void setPathParameters(Map<String, String> pathParameters) {
    this.pathParameters = pathParameters;
  }

  public Map<String, String> getQueryStringParameters() {
    return queryStringParameters;
  }

  public void setQueryStringParameters(Map<String, String> queryStringParameters) {
    this.queryStringParameters = queryStringParameters;
  }

  public Map<String, String> getHeaders() {
    return headers;
  }

  public void setHeaders(Map<String, String> headers) {
    this.headers = headers;
  }

  public String getBody() {
    return body;
  }

  public void setBody(String body) {
    this.body = body;
  }

  public APIGRequestContext getRequestContext() {
    return requestContext;
  }

  public void setRequestContext(APIGRequestContext requestContext) {
    this.requestContext = requestContext;
  }

  /** The body as text, decoded where it is Base64. */
  public String getRawBody() {
    if (!isBase64Encoded || body == null) {
      return body;
    }
    return new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "APIGTriggerEvent(base64Encoded="
        + isBase64Encoded
        + ", httpMethod="
        + httpMethod
        + ", path="
        + path
        + ", pathParameters="
        + pathParameters
        + ", queryStringParameters="
        + queryStringParameters
        + ", headers="
        + headers
        + ", body="
        + body
        + ", requestContext="
        + requestContext
        + ")";
  }
}
