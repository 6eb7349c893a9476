package io.planform.functiongraph.signature;

import io.planform.functiongraph.signature.CanonicalRequest.QueryOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Signs requests as the official clients do. Safe for use by many threads. */
public final class RequestSigner {
  private final String accessKey;
  private final String secretKey;

  public RequestSigner(String accessKey, String secretKey) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /**
   * Signs every header of the request, and the date.
   *
   * @return the headers to send besides those of the request: {@code X-Sdk-Date} and {@code
   *     Authorization}
   */
  public SequencedMap<String, String> sign(SignableRequest request, Instant date) {
    TreeMap<String, List<String>> headers = new TreeMap<>(request.headers());
    String sentDate = Hmac.DATE.format(date);
    headers.put("x-sdk-date", List.of(sentDate));
    SignableRequest dated =
        new SignableRequest(
            request.method(), request.rawPath(), request.rawQuery(), headers, request.bodySha256());
    List<String> names = new ArrayList<>(headers.keySet());
    String canonical = CanonicalRequest.of(dated, names, request.bodySha256(), QueryOrder.AS_SENT);
    SequencedMap<String, String> added = new LinkedHashMap<>();
    added.put("X-Sdk-Date", sentDate);
    added.put(
        "Authorization",
        "%s Access=%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                Hmac.ALGORITHM,
                accessKey,
                String.join(";", names),
                Hmac.signature(secretKey, sentDate, canonical)));
    return added;
  }

  /** The lower-case hex SHA-256 of a body, for {@link SignableRequest#bodySha256}. */
  public static String sha256(byte[] body) {
    return Hmac.sha256(body);
  }

  @Override
  public String toString() {
    return "RequestSigner[" + accessKey + "]";
  }
}
