package io.planform.host.bucket.signature;

import io.planform.functiongraph.signature.SignatureVerifier;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.iam.Caller;
import io.planform.host.iam.Identities;
import io.planform.host.server.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The keys of the host's users, and when what is signed with them is good. */
final class Signers {
  private static final List<String> TOKENS =
      List.of("x-amz-security-token", "x-obs-security-token");

  private final Identities identities;
  private final InstantSource clock;

  Signers(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  record Key(String secretKey, Caller caller) {

    /** Without the secret. */
    @Override
    public String toString() {
      return caller.name();
    }
  }

  /**
   * @param request whose security token goes with a key of an agency
   */
  Key of(String accessKey, Request request) {
    String token = token(request);
    return identities
        .signer(accessKey)
        .filter(signer -> signer.admits(token, clock.instant()))
        .map(signer -> new Key(signer.secretKey(), signer.caller()))
        .orElseThrow(
            () ->
                new S3Exception(
                    S3Error.INVALID_ACCESS_KEY_ID,
                    "There is no such access key in this host, or its security token is missing or wrong."));
  }

  private static String token(Request request) {
    return TOKENS.stream()
        .flatMap(name -> request.header(name).or(() -> request.argument(name)).stream())
        .findFirst()
        .or(() -> request.argument("X-Amz-Security-Token"))
        .orElse("");
  }

  void checkTime(Instant date) {
    if (Duration.between(date, clock.instant()).abs().compareTo(SignatureVerifier.SKEW) > 0) {
      throw new S3Exception(
          S3Error.REQUEST_TIME_TOO_SKEWED,
          "The request's date is more than %d minutes from the host's clock."
              .formatted(SignatureVerifier.SKEW.toMinutes()));
    }
  }

  void checkExpiry(Instant from, Instant until) {
    Instant now = clock.instant();
    if (now.isAfter(until) || from.minus(SignatureVerifier.SKEW).isAfter(now)) {
      throw new S3Exception(S3Error.ACCESS_DENIED, "The signed URL is not valid now.");
    }
  }

  static S3Exception mismatch() {
    return new S3Exception(
        S3Error.SIGNATURE_DOES_NOT_MATCH,
        "The signature is not the one that this access key's secret makes of the request.");
  }
}
