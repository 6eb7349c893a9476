package io.planform.functiongraph.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.planform.functiongraph.signature.SignatureVerifier.Verdict;
import io.planform.functiongraph.signature.SignatureVerifier.Verdict.Accepted;
import io.planform.functiongraph.signature.SignatureVerifier.Verdict.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String URN_PATH =
      "/v2/p/fgs/functions/urn:fss:r:p:function:default:f:!live/config";

  private final RequestSigner signer = new RequestSigner("AK", "SK");
  private final SignatureVerifier verifier = verifierAt(NOW);

  private static SignatureVerifier verifierAt(Instant now) {
    return new SignatureVerifier(Map.of("AK", "SK")::get, InstantSource.fixed(now));
  }

  @Test
  void ownRequestsAreAccepted() {
    assertEquals(new Accepted("AK"), verifier.verify(signed(URN_PATH, "b=2&a=1&a=0", "{}")));
  }

  @Test
  void repeatedQueryNamesAreAcceptedSortedByValueToo() {
    SignableRequest sorted = signed(URN_PATH, "a=0&a=1", "");
    assertEquals(
        new Accepted("AK"),
        verifier.verify(
            new SignableRequest(
                sorted.method(),
                sorted.rawPath(),
                "a=1&a=0",
                sorted.headers(),
                sorted.bodySha256())));
  }

  @Test
  void anotherSecretKeyIsRefused() {
    SignatureVerifier other =
        new SignatureVerifier(Map.of("AK", "other")::get, InstantSource.fixed(NOW));
    refused(other.verify(signed(URN_PATH, "", "")), "does not match");
  }

  @Test
  void anUnknownAccessKeyIsRefusedInTheSameWords() {
    SignatureVerifier empty =
        new SignatureVerifier(Map.<String, String>of()::get, InstantSource.fixed(NOW));
    refused(empty.verify(signed(URN_PATH, "", "")), "does not match");
  }

  @Test
  void aChangedBodyIsRefused() {
    SignableRequest request = signed(URN_PATH, "", "{}");
    refused(
        verifier.verify(
            new SignableRequest(
                request.method(),
                request.rawPath(),
                "",
                request.headers(),
                RequestSigner.sha256("{ }".getBytes(StandardCharsets.UTF_8)))),
        "does not match");
  }

  @Test
  void anUnsignedContentHashCountsForNothing() {
    SignableRequest request = signed(URN_PATH, "", "{}");
    SequencedMap<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.put("x-sdk-content-sha256", List.of(request.bodySha256()));
    refused(
        verifier.verify(
            new SignableRequest(
                request.method(),
                request.rawPath(),
                "",
                headers,
                RequestSigner.sha256("evil".getBytes(StandardCharsets.UTF_8)))),
        "does not match");
  }

  @Test
  void aSignedContentHashMustBeThatOfTheBody() {
    SequencedMap<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("x-sdk-content-sha256", List.of(RequestSigner.sha256(new byte[] {1})));
    refused(verifier.verify(signed(URN_PATH, "", "{}", headers)), "not the hash of the body");
  }

  @Test
  void theDateMayBeFifteenMinutesOffAndNotMore() {
    SignableRequest request = signed(URN_PATH, "", "");
    for (int sign : new int[] {-1, 1}) {
      Duration window = SignatureVerifier.SKEW.multipliedBy(sign);
      assertInstanceOf(Accepted.class, verifierAt(NOW.plus(window)).verify(request));
      refused(
          verifierAt(NOW.plus(window).plusSeconds(sign)).verify(request),
          "more than 15 minutes from the server's clock");
    }
  }

  @Test
  void anUnsignedRequestIsRefused() {
    refused(
        verifier.verify(
            new SignableRequest(
                "GET", "/", "", new LinkedHashMap<>(), RequestSigner.sha256(new byte[0]))),
        "not signed");
  }

  @Test
  void aSignedHeaderThatIsMissingIsRefused() {
    SequencedMap<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("x-planform-fence", List.of("7"));
    SignableRequest request = signed(URN_PATH, "", "", headers);
    SequencedMap<String, List<String>> stripped = new LinkedHashMap<>(request.headers());
    stripped.remove("x-planform-fence");
    refused(
        verifier.verify(new SignableRequest("POST", URN_PATH, "", stripped, request.bodySha256())),
        "x-planform-fence is not there");
  }

  @Test
  void keysAreNotShown() {
    assertFalse(signer.toString().contains("SK"));
  }

  private SignableRequest signed(String path, String query, String body) {
    return signed(path, query, body, new LinkedHashMap<>());
  }

  private SignableRequest signed(
      String path, String query, String body, SequencedMap<String, List<String>> extra) {
    SequencedMap<String, List<String>> headers = new LinkedHashMap<>(extra);
    headers.put("Host", List.of("127.0.0.1:7400"));
    String hash = RequestSigner.sha256(body.getBytes(StandardCharsets.UTF_8));
    SignableRequest request = new SignableRequest("POST", path, query, headers, hash);
    SequencedMap<String, List<String>> sent = new LinkedHashMap<>(headers);
    signer.sign(request, NOW).forEach((name, value) -> sent.put(name, List.of(value)));
    return new SignableRequest("POST", path, query, sent, hash);
  }

  private static void refused(Verdict verdict, String part) {
    String reason = assertInstanceOf(Refused.class, verdict).reason();
    assertEquals(true, reason.contains(part), reason);
  }
}
