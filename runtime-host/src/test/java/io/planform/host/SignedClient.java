package io.planform.host;

import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests, signed or as they are. */
final class SignedClient {
  private final HttpClient client = HttpClient.newHttpClient();
  private final InstantSource clock;

  SignedClient(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param path with the query, if any
   * @throws IOException when no answer came
   */
  TestHost.Answer signed(
      RequestSigner signer,
      String address,
      String method,
      String path,
      String body,
      Map<String, String> headers)
      throws IOException {
    int question = path.indexOf('?');
    String rawPath = question < 0 ? path : path.substring(0, question);
    String rawQuery = question < 0 ? "" : path.substring(question + 1);
    TreeMap<String, List<String>> signedHeaders = new TreeMap<>();
    signedHeaders.put("host", List.of(URI.create(address).getAuthority()));
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(
        signer.sign(
            new SignableRequest(
                method,
                rawPath,
                rawQuery,
                signedHeaders,
                RequestSigner.sha256(body.getBytes(StandardCharsets.UTF_8))),
            clock.instant()));
    return send(address, method, path, body, all);
  }

  /**
   * @throws IOException when no answer came
   */
  TestHost.Answer send(
      String address, String method, String path, String body, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new TestHost.Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
