package io.planform.host.bucket.signature;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a body in chunks ({@code aws-chunked}): {@code size;chunk-signature=…}, the bytes,
 * an empty chunk at the end, and perhaps headers after it. A chunk's bytes are handed on before its
 * signature is checked; whoever reads must not use any before all are read.
 */
final class ChunkedBody extends InputStream {
  private static final int LONGEST_LINE = 4096;
  private static final Pattern HEAD =
      Pattern.compile("([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?");

  private final InputStream in;
  private final Proof.Chunks form;
  private final Map<String, String> trailer = new HashMap<>();
  private final MessageDigest digest = Keys.digest("SHA-256");
  private String signature = "";
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedBody(InputStream in, Proof.Chunks form) {
    this.in = in;
    this.form = form;
  }

  /** The headers after the last chunk, by lower-case name; complete at the end of the content. */
  Map<String, String> trailer() {
    return trailer;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(left, length));
    if (read < 0) {
      throw incomplete();
    }
    digest.update(target, offset, read);
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      endChunk();
    }
    begun = true;
    Matcher head = HEAD.matcher(line());
    if (!head.matches() || (form.signatures().isPresent() && head.group(2) == null)) {
      throw malformed();
    }
    left = Long.parseLong(head.group(1), 16);
    signature = head.group(2) == null ? "" : head.group(2);
    if (left == 0) {
      checkSignature();
      readTrailer();
      ended = true;
    }
  }

  private void endChunk() throws IOException {
    if (!line().isEmpty()) {
      throw malformed();
    }
    checkSignature();
  }

  private void checkSignature() {
    String hash = HexFormat.of().formatHex(digest.digest());
    form.signatures().ifPresent(signatures -> signatures.checkChunk(signature, hash));
  }

  private void readTrailer() throws IOException {
    StringBuilder signed = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || trailer.size() > 10) {
        throw malformed();
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      trailer.put(name, value);
      if (!name.equals("x-amz-trailer-signature")) {
        signed.append(name).append(':').append(value).append('\n');
      }
    }
    if (form.trailer() && form.signatures().isPresent()) {
      form.signatures()
          .get()
          .checkTrailer(
              trailer.getOrDefault("x-amz-trailer-signature", ""), Keys.sha256(signed.toString()));
    }
  }

  /** A line without its end; the end of the body ends the last one. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() == LONGEST_LINE) {
        throw malformed();
      }
      line.write(c);
    }
    if (line.size() > 0 || left > 0 || !begun) {
      throw incomplete();
    }
    return "";
  }

  private static S3Exception incomplete() {
    return new S3Exception(S3Error.INCOMPLETE_BODY, "The body ends within a chunk.");
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.INVALID_REQUEST, "The body is not in chunks as it says.");
  }
}
