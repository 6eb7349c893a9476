package io.planform.host.bucket.signature;

import io.planform.host.bucket.protocol.Dialect;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.iam.Identities;
import io.planform.host.server.Encoding;
import io.planform.host.server.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Finds out who sends a request for object storage, in whichever way it is signed. */
public final class Signatures {
  private final SignatureV4 version4;
  private final SignatureV2 version2;

  public Signatures(Identities identities, InstantSource clock) {
    Signers signers = new Signers(identities, clock);
    this.version4 = new SignatureV4(signers);
    this.version2 = new SignatureV2(signers);
  }

  /**
   * @param resource {@code /bucket/key}, percent-encoded as in the request
   * @throws S3Exception for a request that nobody signed, or not so that it counts
   */
  public Proof prove(Request request, String resource) {
    String authorization = request.header("authorization").orElse("");
    if (authorization.startsWith(SignatureV4.ALGORITHM)) {
      return version4.ofHeaders(request, authorization);
    }
    if (authorization.startsWith("OBS ")) {
      return version2.ofHeaders(request, authorization, Dialect.OBS, resource);
    }
    if (authorization.startsWith("AWS ")) {
      return version2.ofHeaders(request, authorization, Dialect.S3, resource);
    }
    Map<String, List<String>> query = Encoding.query(request.query());
    if (authorization.isEmpty() && query.containsKey("X-Amz-Signature")) {
      return version4.ofUrl(request, query);
    }
    if (authorization.isEmpty() && query.containsKey("Signature")) {
      Dialect dialect = query.containsKey("AccessKeyId") ? Dialect.OBS : Dialect.S3;
      return version2.ofUrl(request, query, dialect, resource);
    }
    throw new S3Exception(
        S3Error.ACCESS_DENIED, "The request is not signed in a way that is known here.");
  }
}
