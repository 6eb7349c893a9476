package io.planform.host.bucket.signature;

import io.planform.functiongraph.signature.ObsSignature;
import io.planform.host.bucket.protocol.Dialect;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.server.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code OBS <key>:<signature>}, the same with {@code AWS}, and URLs signed so. */
final class SignatureV2 {
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Signers signers;

  SignatureV2(Signers signers) {
    this.signers = signers;
  }

  /**
   * @param resource {@code /bucket/key}, percent-encoded as in the request
   */
  Proof ofHeaders(Request request, String authorization, Dialect dialect, String resource) {
    int colon = authorization.lastIndexOf(':');
    if (colon < 5) {
      throw malformed("It is an access key, a colon and the signature.");
    }
    ObsSignature form = new ObsSignature(dialect.prefix());
    signers.checkTime(
        date(request.header(dialect.header("date")).or(() -> request.header("date")).orElse("")));
    String text =
        form.text(
            request.method(),
            request.headers(),
            form.date(request.headers()),
            resource,
            request.query());
    return proof(
        request,
        authorization.substring(4, colon).strip(),
        authorization.substring(colon + 1).strip(),
        text,
        dialect);
  }

  Proof ofUrl(Request request, Map<String, List<String>> query, Dialect dialect, String resource) {
    String expires = first(query, "Expires");
    if (!expires.matches("[0-9]{1,11}")) {
      throw malformed("Expires is the second in which the URL ends, counted from 1970.");
    }
    signers.checkExpiry(Instant.EPOCH, Instant.ofEpochSecond(Long.parseLong(expires)));
    String text =
        new ObsSignature(dialect.prefix())
            .text(request.method(), request.headers(), expires, resource, request.query());
    String key = first(query, dialect == Dialect.OBS ? "AccessKeyId" : "AWSAccessKeyId");
    return proof(request, key, first(query, "Signature"), text, dialect);
  }

  private Proof proof(
      Request request, String accessKey, String signature, String text, Dialect dialect) {
    Signers.Key signer = signers.of(accessKey, request);
    if (!Keys.same(ObsSignature.sign(signer.secretKey(), text), signature)) {
      throw Signers.mismatch();
    }
    return new Proof(signer.caller(), dialect, Optional.empty(), Optional.empty());
  }

  private static Instant date(String text) {
    for (DateTimeFormatter format : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, BASIC)) {
      try {
        return format.parse(text, Instant::from);
      } catch (DateTimeException e) {
        // The other form, or none.
      }
    }
    throw new S3Exception(
        S3Error.ACCESS_DENIED, "The request has no date like Fri, 02 Jan 2026 03:04:05 GMT.");
  }

  private static String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of("")).getFirst();
  }

  private static S3Exception malformed(String detail) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, "The signature is malformed. " + detail);
  }
}
