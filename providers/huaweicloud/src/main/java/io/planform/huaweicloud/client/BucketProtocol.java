package io.planform.huaweicloud.client;

import io.planform.functiongraph.signature.ObsSignature;
import io.planform.huaweicloud.client.Target.Connection;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.jspecify.annotations.Nullable;

/**
 * Object storage, signed as OBS has it. Requests name bucket and key in their path, {@code
 * /bucket/key}; a cloud wants the bucket in the host name.
 */
final class BucketProtocol implements Protocol {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  @Override
  public @Nullable URI endpoint(Connection.Open open) {
    return open.buckets();
  }

  @Override
  public HttpUriRequestBase message(ApiRequest request, URI endpoint, Credentials credentials) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.put("x-obs-date", DATE.format(Instant.now()));
    if (credentials.securityToken() != null) {
      headers.put("x-obs-security-token", credentials.securityToken());
    }
    Map<String, List<String>> signed = new HashMap<>();
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    String text =
        ObsSignature.OBS.text(request.method(), signed, "", request.path(), request.query());
    headers.put(
        "Authorization",
        "OBS %s:%s"
            .formatted(credentials.accessKey(), ObsSignature.sign(credentials.secretKey(), text)));
    HttpUriRequestBase message = new HttpUriRequestBase(request.method(), uri(request, endpoint));
    headers.forEach(message::setHeader);
    HttpEntity entity = entity(request);
    if (entity != null) {
      message.setEntity(entity);
    }
    return message;
  }

  private static URI uri(ApiRequest request, URI endpoint) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    boolean inPath = endpoint.getHost().matches("[0-9.]+|localhost|\\[.*]");
    if (inPath) {
      return URI.create(
          endpoint.getScheme() + "://" + endpoint.getRawAuthority() + request.path() + query);
    }
    int end = request.path().indexOf('/', 1);
    String bucket = request.path().substring(1, end < 0 ? request.path().length() : end);
    String key = end < 0 ? "/" : request.path().substring(end);
    return URI.create(
        endpoint.getScheme() + "://" + bucket + "." + endpoint.getRawAuthority() + key + query);
  }

  private static @Nullable HttpEntity entity(ApiRequest request) {
    String type = request.headers().get("Content-Type");
    ContentType contentType = type == null ? null : ContentType.parse(type);
    if (request.file() != null) {
      return new FileEntity(request.file().toFile(), contentType);
    }
    boolean withBody = request.body().length > 0 || request.method().equals("PUT");
    return withBody ? new ByteArrayEntity(request.body(), contentType) : null;
  }
}
