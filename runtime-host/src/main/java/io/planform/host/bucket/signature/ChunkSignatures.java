package io.planform.host.bucket.signature;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;

/** Checks the signatures of a body's chunks, each of which covers the one before it. */
public final class ChunkSignatures {
  private static final String NOTHING = Keys.sha256("");

  private final byte[] key;
  private final String date;
  private final String scope;
  private String previous;

  /**
   * @param date of the request, as it was sent
   * @param seed the request's own signature
   */
  ChunkSignatures(byte[] key, String date, String scope, String seed) {
    this.key = key.clone();
    this.date = date;
    this.scope = scope;
    this.previous = seed;
  }

  /**
   * @param sha256 of the chunk's bytes, lower-case hex
   * @throws S3Exception SignatureDoesNotMatch
   */
  void checkChunk(String signature, String sha256) {
    check(signature, "AWS4-HMAC-SHA256-PAYLOAD", NOTHING + "\n" + sha256);
  }

  /**
   * @param sha256 of the trailing headers, one {@code name:value} a line
   * @throws S3Exception SignatureDoesNotMatch
   */
  void checkTrailer(String signature, String sha256) {
    check(signature, "AWS4-HMAC-SHA256-TRAILER", sha256);
  }

  private void check(String signature, String algorithm, String hashes) {
    String text = String.join("\n", algorithm, date, scope, previous, hashes);
    if (!Keys.same(Keys.signature(key, text), signature)) {
      throw new S3Exception(
          S3Error.SIGNATURE_DOES_NOT_MATCH, "The signature of a chunk does not match.");
    }
    previous = signature;
  }
}
