package io.planform.store.secret;

import io.planform.store.StoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that data keys are wrapped with. */
final class MasterKey {
  static final int BYTES = 32;
  static final int ID_BYTES = 8;

  private final SecretKey key;
  private final byte[] id;

  private MasterKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.id = Arrays.copyOf(sha256(bytes), ID_BYTES);
  }

  static MasterKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new MasterKey(bytes);
  }

  /**
   * Reads a key as users keep it.
   *
   * @param source names where it was found, for the error
   */
  static MasterKey parse(String text, String source) throws StoreException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (bytes.length != BYTES) {
      throw new StoreException(
          "The key in "
              + source
              + " is not 32 bytes in Base64. Such a key is printed by: openssl rand -base64 32");
    }
    return new MasterKey(bytes);
  }

  SecretKey key() {
    return key;
  }

  /** As users keep it. */
  String text() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Tells keys apart and nothing else about them: the start of the key's SHA-256. */
  byte[] id() {
    return id.clone();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(id);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
