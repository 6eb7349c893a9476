package io.planform.host.bucket.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** A checksum that S3 clients send beside a content, in Base64. */
interface Checksum {

  void update(byte[] bytes, int offset, int length);

  /** Of all that was given to it; asked for once. */
  byte[] value();

  default String base64() {
    return Base64.getEncoder().encodeToString(value());
  }

  /**
   * @param name as in {@code x-amz-checksum-<name>}; empty for one that is not known
   */
  static Optional<Checksum> of(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "crc32" -> ofZip(new CRC32());
          case "crc32c" -> ofZip(new CRC32C());
          case "crc64nvme" -> new Crc64Nvme();
          case "sha1" -> ofDigest("SHA-1");
          case "sha256" -> ofDigest("SHA-256");
          default -> null;
        });
  }

  static Checksum ofDigest(String algorithm) {
    MessageDigest digest = Keys.digest(algorithm);
    return new Checksum() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    };
  }

  private static Checksum ofZip(java.util.zip.Checksum crc) {
    return new Checksum() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
      }
    };
  }
}
