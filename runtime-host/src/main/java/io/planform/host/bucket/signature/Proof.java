package io.planform.host.bucket.signature;

import io.planform.host.bucket.protocol.Dialect;
import io.planform.host.iam.Caller;
import java.util.Optional;

/**
 * What a signature proves.
 *
 * @param caller who signed
 * @param dialect in which the request is written
 * @param bodySha256 lower-case hex that the body must have; empty where the body is not signed
 * @param chunks how the body is framed; empty where it is as it is
 */
public record Proof(
    Caller caller, Dialect dialect, Optional<String> bodySha256, Optional<Chunks> chunks) {

  /**
   * A body in chunks, as S3 clients send what they have not hashed before.
   *
   * @param signatures of the chunks; empty where they have none
   * @param trailer whether headers follow the last one
   */
  public record Chunks(Optional<ChunkSignatures> signatures, boolean trailer) {}
}
