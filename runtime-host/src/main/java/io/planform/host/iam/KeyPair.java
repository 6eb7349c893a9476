package io.planform.host.iam;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** An access key and its secret, in the lengths that clients know. */
record KeyPair(String accessKey, String secretKey) {

  static KeyPair generate(SecureRandom random) {
    return new KeyPair(hex(random, 10).toUpperCase(Locale.ROOT), hex(random, 20));
  }

  /** Twice as many digits as bytes. */
  static String hex(SecureRandom random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return accessKey;
  }
}
