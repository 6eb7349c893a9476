package io.planform.huaweicloud.client;

import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.huaweicloud.client.Target.Connection;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** JSON, signed with {@code SDK-HMAC-SHA256}. */
final class FunctionGraphProtocol implements Protocol {

  @Override
  public URI endpoint(Connection.Open open) {
    return open.endpoint();
  }

  @Override
  public HttpUriRequestBase message(ApiRequest request, URI endpoint, Credentials credentials) {
    String base = endpoint.getRawPath() == null ? "" : endpoint.getRawPath().replaceAll("/+$", "");
    String path = base + request.path();
    SequencedMap<String, String> headers = new LinkedHashMap<>(request.headers());
    headers.put("Host", endpoint.getRawAuthority());
    headers.put("Content-Type", "application/json");
    headers.put("X-Project-Id", credentials.projectId());
    if (credentials.securityToken() != null) {
      headers.put("X-Security-Token", credentials.securityToken());
    }
    SequencedMap<String, List<String>> signed = new LinkedHashMap<>();
    headers.forEach((name, value) -> signed.put(name, List.of(value)));
    headers.putAll(
        new RequestSigner(credentials.accessKey(), credentials.secretKey())
            .sign(
                new SignableRequest(
                    request.method(),
                    path,
                    request.query(),
                    signed,
                    RequestSigner.sha256(request.body())),
                Instant.now()));
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpUriRequestBase message =
        new HttpUriRequestBase(
            request.method(),
            URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path + query));
    headers.forEach(message::setHeader);
    if (request.body().length > 0) {
      message.setEntity(new ByteArrayEntity(request.body(), ContentType.APPLICATION_JSON));
    }
    return message;
  }
}
