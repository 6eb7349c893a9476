package io.planform.utility.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The digests of a file, in lower-case hex where not said otherwise, and its size in bytes. */
record Digests(
    String md5,
    String sha1,
    String sha256,
    String sha512,
    String base64Sha256,
    String base64Sha512,
    long size) {

  static Digests of(Path file) throws IOException {
    MessageDigest md5 = digest("MD5");
    MessageDigest sha1 = digest("SHA-1");
    MessageDigest sha256 = digest("SHA-256");
    MessageDigest sha512 = digest("SHA-512");
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        md5.update(buffer, 0, read);
        sha1.update(buffer, 0, read);
        sha256.update(buffer, 0, read);
        sha512.update(buffer, 0, read);
        size += read;
      }
    }
    HexFormat hex = HexFormat.of();
    byte[] bytes256 = sha256.digest();
    byte[] bytes512 = sha512.digest();
    return new Digests(
        hex.formatHex(md5.digest()),
        hex.formatHex(sha1.digest()),
        hex.formatHex(bytes256),
        hex.formatHex(bytes512),
        Base64.getEncoder().encodeToString(bytes256),
        Base64.getEncoder().encodeToString(bytes512),
        size);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform lacks " + algorithm, e);
    }
  }
}
