package io.planform.host.bucket.signature;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.server.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The content of a request, of which everything that the client said beforehand or afterwards is
 * checked at its end: the signed hash, {@code Content-MD5}, checksums, and the length.
 */
public final class CheckedBody extends InputStream {
  private static final String CHECKSUM = "x-amz-checksum-";

  private final InputStream in;
  private final List<Check> checks = new ArrayList<>();
  private final long announced;
  private long count;
  private boolean ended;

  /**
   * @param expected asked for at the end
   */
  private record Check(
      Checksum checksum, boolean hex, Supplier<String> expected, S3Error error, String name) {

    void run() {
      String actual = hex ? HexFormat.of().formatHex(checksum.value()) : checksum.base64();
      if (!Keys.same(actual, expected.get())) {
        throw new S3Exception(error, "The content does not have the %s it says.".formatted(name));
      }
    }
  }

  /** Reads nothing yet. */
  public CheckedBody(Request request, Proof proof, InputStream body) {
    ChunkedBody chunked = proof.chunks().map(form -> new ChunkedBody(body, form)).orElse(null);
    this.in = chunked == null ? body : chunked;
    proof
        .bodySha256()
        .ifPresent(
            hash ->
                checks.add(
                    new Check(
                        Checksum.ofDigest("SHA-256"),
                        true,
                        () -> hash,
                        S3Error.CONTENT_SHA256_MISMATCH,
                        "X-Amz-Content-Sha256")));
    request.header("content-md5").ifPresent(this::addMd5);
    request
        .headers()
        .keySet()
        .forEach(
            name ->
                checksum(name)
                    .ifPresent(
                        checksum -> add(checksum, name, () -> request.header(name).orElse(""))));
    Map<String, String> trailer = chunked == null ? Map.of() : chunked.trailer();
    request
        .header("x-amz-trailer")
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .ifPresent(
            name ->
                checksum(name)
                    .ifPresent(
                        checksum -> add(checksum, name, () -> trailer.getOrDefault(name, ""))));
    this.announced =
        proof.chunks().isEmpty() ? -1 : number(request.header("x-amz-decoded-content-length"));
  }

  private static long number(Optional<String> header) {
    return header.filter(text -> text.matches("[0-9]{1,15}")).map(Long::parseLong).orElse(-1L);
  }

  private static Optional<Checksum> checksum(String header) {
    return header.startsWith(CHECKSUM)
        ? Checksum.of(header.substring(CHECKSUM.length()))
        : Optional.empty();
  }

  private void add(Checksum checksum, String name, Supplier<String> expected) {
    checks.add(new Check(checksum, false, expected, S3Error.BAD_DIGEST, name));
  }

  private void addMd5(String header) {
    try {
      if (Base64.getDecoder().decode(header).length == 16) {
        add(Checksum.ofDigest("MD5"), "Content-MD5", () -> header);
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for what is too long or too short.
    }
    throw new S3Exception(S3Error.INVALID_DIGEST, "Content-MD5 is no MD5 in Base64.");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read;
    try {
      read = ended ? -1 : in.read(target, offset, length);
    } catch (EOFException e) {
      throw new S3Exception(S3Error.INCOMPLETE_BODY, "The body is shorter than it says.");
    }
    if (read >= 0) {
      count += read;
      checks.forEach(check -> check.checksum().update(target, offset, read));
    } else if (!ended) {
      ended = true;
      if (announced >= 0 && count != announced) {
        throw new S3Exception(
            S3Error.INCOMPLETE_BODY,
            "The content has %d bytes, not %d.".formatted(count, announced));
      }
      checks.forEach(Check::run);
    }
    return read;
  }
}
