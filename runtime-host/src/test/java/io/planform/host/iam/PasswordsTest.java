package io.planform.host.iam;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.server.ApiException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void knowsThePasswordAgainAndNoOther() {
    String hash = Passwords.hash("correct horse 1", "alice", random);
    assertTrue(Passwords.matches("correct horse 1", hash));
    assertFalse(Passwords.matches("correct horse 2", hash));
    assertFalse(Passwords.matches("", hash));
    assertFalse(Passwords.matches("", Passwords.NONE));
    assertFalse(hash.contains("horse"));
    assertNotEquals(hash, Passwords.hash("correct horse 1", "alice", random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short 1",
        "onlyletters",
        "12345678",
        "Alice12345",
        "a1 345678901234567890123456789012"
      })
  void refusesWeakPasswords(String password) {
    assertThrows(ApiException.class, () -> Passwords.hash(password, "alice", random));
  }
}
