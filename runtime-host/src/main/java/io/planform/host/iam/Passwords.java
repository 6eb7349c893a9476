package io.planform.host.iam;

import io.planform.host.server.ApiException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Hashes passwords with PBKDF2: {@code pbkdf2-sha512$<rounds>$<salt>$<hash>}. */
final class Passwords {
  private static final String SCHEME = "pbkdf2-sha512";
  private static final int ROUNDS = 210_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 32;

  /** Of no password; compared with where a user is unknown, so that the answer takes as long. */
  static final String NONE =
      "%s$%d$%s$%s".formatted(SCHEME, ROUNDS, "00".repeat(SALT_BYTES), "00".repeat(HASH_BYTES));

  private Passwords() {}

  /**
   * @throws ApiException for a password that is too short, too long, of one kind of characters, or
   *     the user's name
   */
  static String hash(String password, String user, SecureRandom random) {
    check(password, user);
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    HexFormat hex = HexFormat.of();
    return "%s$%d$%s$%s"
        .formatted(
            SCHEME, ROUNDS, hex.formatHex(salt), hex.formatHex(derive(password, salt, ROUNDS)));
  }

  private static void check(String password, String user) {
    long kinds =
        password
            .chars()
            .map(
                c -> {
                  if (Character.isUpperCase(c)) {
                    return 0;
                  }
                  if (Character.isLowerCase(c)) {
                    return 1;
                  }
                  return Character.isDigit(c) ? 2 : 3;
                })
            .distinct()
            .count();
    boolean good = password.length() >= SHORTEST && password.length() <= LONGEST && kinds >= 2;
    if (!good || password.toLowerCase(Locale.ROOT).contains(user.toLowerCase(Locale.ROOT))) {
      throw ApiException.invalid(
          "A password has %d to %d characters of two kinds at least and is not the user's name."
              .formatted(SHORTEST, LONGEST));
    }
  }

  static boolean matches(String password, String hash) {
    String[] parts = hash.split("\\$", -1);
    HexFormat hex = HexFormat.of();
    byte[] derived =
        derive(
            password.substring(0, Math.min(password.length(), LONGEST + 1)),
            hex.parseHex(parts[2]),
            Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(derived, hex.parseHex(parts[3]));
  }

  private static byte[] derive(String password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }
}
