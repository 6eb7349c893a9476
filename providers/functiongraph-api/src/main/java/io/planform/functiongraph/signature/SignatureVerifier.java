package io.planform.functiongraph.signature;

import io.planform.functiongraph.signature.CanonicalRequest.QueryOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides whether a request was signed by who it says. Safe for use by many threads. */
public final class SignatureVerifier {
  /** How far the date of a request may be from the server's clock, either way. */
  public static final Duration SKEW = Duration.ofMinutes(15);

  private static final String CONTENT_HASH = "x-sdk-content-sha256";
  private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  private final Function<String, @Nullable String> secretOf;
  private final InstantSource clock;

  /**
   * @param secretOf the secret key of an access key; null where there is no such key
   */
  public SignatureVerifier(Function<String, @Nullable String> secretOf, InstantSource clock) {
    this.secretOf = secretOf;
    this.clock = clock;
  }

  public sealed interface Verdict {
    record Accepted(String accessKey) implements Verdict {}

    /**
     * @param reason a sentence for the client; says nothing about secrets
     */
    record Refused(String reason) implements Verdict {}
  }

  public Verdict verify(SignableRequest request) {
    Optional<Authorization> parsed = only(request, "authorization").flatMap(Authorization::parse);
    if (parsed.isEmpty()) {
      return new Verdict.Refused("The request is not signed with SDK-HMAC-SHA256.");
    }
    Authorization authorization = parsed.get();
    String sentDate = only(request, "x-sdk-date").orElse("");
    Optional<Instant> date = date(sentDate);
    if (date.isEmpty()) {
      return new Verdict.Refused("X-Sdk-Date is not a date like 20260102T030405Z.");
    }
    if (Duration.between(date.get(), clock.instant()).abs().compareTo(SKEW) > 0) {
      return new Verdict.Refused(
          "X-Sdk-Date is more than " + SKEW.toMinutes() + " minutes from the server's clock.");
    }
    for (String name : authorization.signedHeaders()) {
      if (only(request, name).isEmpty()) {
        return new Verdict.Refused("The signed header " + name + " is not there exactly once.");
      }
    }
    Optional<String> bodyHash = bodyHash(request, authorization);
    if (bodyHash.isEmpty()) {
      return new Verdict.Refused("X-Sdk-Content-Sha256 is not the hash of the body.");
    }
    String secret = secretOf.apply(authorization.accessKey());
    if (secret == null || !matches(request, authorization, sentDate, bodyHash.get(), secret)) {
      return new Verdict.Refused("The access key is unknown or the signature does not match.");
    }
    return new Verdict.Accepted(authorization.accessKey());
  }

  /**
   * What stands for the body in the signed text: the hash the server computed itself, unless a
   * signed header declares the body unsigned. Empty if a signed header claims another hash.
   */
  private static Optional<String> bodyHash(SignableRequest request, Authorization authorization) {
    if (!authorization.signedHeaders().contains(CONTENT_HASH)) {
      return Optional.of(request.bodySha256());
    }
    return only(request, CONTENT_HASH)
        .filter(hash -> hash.equals(UNSIGNED_PAYLOAD) || hash.equals(request.bodySha256()));
  }

  private static boolean matches(
      SignableRequest request,
      Authorization authorization,
      String date,
      String bodyHash,
      String secret) {
    byte[] claimed = authorization.signature().getBytes(StandardCharsets.US_ASCII);
    for (QueryOrder order : QueryOrder.values()) {
      String canonical =
          CanonicalRequest.of(request, authorization.signedHeaders(), bodyHash, order);
      String expected = Hmac.signature(secret, date, canonical);
      if (MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), claimed)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> only(SignableRequest request, String name) {
    List<String> values = request.headers().getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Hmac.DATE.parse(text, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
