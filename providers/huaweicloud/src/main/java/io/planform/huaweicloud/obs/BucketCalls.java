package io.planform.huaweicloud.obs;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Calls;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests about one bucket. */
final class BucketCalls {
  private static final int MOST_DELETED = 1000;

  private final Calls calls;
  private final String bucket;

  BucketCalls(Calls calls, String bucket) {
    this.calls = calls;
    this.bucket = bucket;
  }

  /** The path of an object, percent-encoded. */
  static String path(String bucket, String key) {
    return "/" + bucket + "/" + PercentEncoding.encode(key).replace("%2F", "/");
  }

  /**
   * @param query of a setting; empty for the bucket itself
   * @param document null for none
   */
  ApiResult send(String method, String query, @Nullable String document) {
    ApiRequest request = ApiRequest.of(method, "/" + bucket).withQuery(query);
    return calls.send(document == null ? request : withDocument(request, document));
  }

  private static ApiRequest withDocument(ApiRequest request, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return request
        .withBody(bytes)
        .withHeaders(
            Map.of(
                "Content-Type",
                "application/xml",
                "Content-MD5",
                Base64.getEncoder().encodeToString(md5().digest(bytes))));
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /**
   * The first objects of a bucket.
   *
   * @param limit up to 1000
   */
  ApiResult list(int limit) {
    return send("GET", "max-keys=" + limit, null);
  }

  /** What an answer lists under a name; one entry is no array in XML. */
  static List<JsonNode> several(JsonNode answer, String name) {
    JsonNode found = answer.path(name);
    List<JsonNode> several = new ArrayList<>();
    if (found.isArray()) {
      found.forEach(several::add);
    } else if (!found.isMissingNode()) {
      several.add(found);
    }
    return several;
  }

  /** Deletes all objects; the answer is that of the last request. */
  ApiResult empty() {
    while (true) {
      ApiResult listed = list(MOST_DELETED);
      if (!(listed instanceof Answered answer)) {
        return listed;
      }
      List<JsonNode> objects = several(answer.json(), "Contents");
      if (objects.isEmpty()) {
        return listed;
      }
      StringBuilder document = new StringBuilder("<Delete><Quiet>true</Quiet>");
      for (JsonNode object : objects) {
        document.append("<Object>").append(element("Key", object.path("Key").asText()));
        document.append("</Object>");
      }
      ApiResult deleted = send("POST", "delete", document.append("</Delete>").toString());
      if (!(deleted instanceof Answered left) || left.json().has("Error")) {
        return deleted;
      }
    }
  }

  static String element(String name, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    StringBuilder element = new StringBuilder("<" + name + ">");
    escaped
        .codePoints()
        .forEach(
            c -> {
              if (c < ' ') {
                element.append("&#").append(c).append(';');
              } else {
                element.appendCodePoint(c);
              }
            });
    return element.append("</").append(name).append('>').toString();
  }
}
