package io.planform.functiongraph.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which the API tells one code from another: SHA-512 of the uploaded bytes.
 *
 * @param hex 128 lower-case hex digits
 */
public record CodeDigest(String hex) {

  public static CodeDigest of(byte[] code) {
    return new CodeDigest(HexFormat.of().formatHex(sha512().digest(code)));
  }

  public static CodeDigest of(Path file) throws IOException {
    MessageDigest digest = sha512();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return new CodeDigest(HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform lacks SHA-512", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
