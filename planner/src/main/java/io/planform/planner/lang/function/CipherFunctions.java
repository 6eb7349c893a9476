package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/** Secrets: hashed so that they can be checked, and deciphered. */
final class CipherFunctions {
  private static final int DEFAULT_COST = 10;
  private static final int MAX_PASSWORD = 72;

  private CipherFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("bcrypt")
            .takes("str", STRING)
            .takesAny("cost", NUMBER)
            .gives(STRING, CipherFunctions::bcrypt),
        Function.named("rsadecrypt")
            .takes("ciphertext", STRING)
            .takes("privatekey", STRING)
            .gives(STRING, CipherFunctions::rsaDecrypt));
  }

  private static Value bcrypt(Arguments arguments) {
    if (arguments.count() > 2) {
      return arguments.fail("bcrypt() takes no more than two arguments");
    }
    int cost = arguments.count() == 2 ? arguments.integer(1) : DEFAULT_COST;
    byte[] password = arguments.text(0).getBytes(StandardCharsets.UTF_8);
    if (password.length > MAX_PASSWORD) {
      return arguments.fail("bcrypt takes no more than " + MAX_PASSWORD + " bytes");
    }
    if (cost > 31) {
      return arguments.fail("the cost must not be more than 31");
    }
    if (arguments.problem() != null || arguments.surroundings().unpredictableIsUnknown()) {
      return arguments.unknown();
    }
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return Value.of(OpenBSDBCrypt.generate("2a", password, salt, cost < 4 ? DEFAULT_COST : cost));
  }

  private static Value rsaDecrypt(Arguments arguments) {
    byte[] ciphertext = Base64Functions.decoded(arguments.text(0));
    if (ciphertext == null) {
      return arguments.fail(0, "the ciphertext is not valid base64");
    }
    PrivateKey key = privateKey(arguments.text(1));
    if (key == null) {
      return arguments.fail(1, "it is not an RSA private key in PEM without a password");
    }
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key);
      return Value.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(cipher.doFinal(ciphertext)))
              .toString());
    } catch (GeneralSecurityException | CharacterCodingException e) {
      return arguments.fail("failed to decrypt: the ciphertext and the key do not belong together");
    }
  }

  private static @Nullable PrivateKey privateKey(String text) {
    try (PemReader reader = new PemReader(new StringReader(text))) {
      PemObject pem = reader.readPemObject();
      if (pem == null) {
        return null;
      }
      KeyFactory factory = KeyFactory.getInstance("RSA");
      return switch (pem.getType()) {
        case "RSA PRIVATE KEY" ->
            factory.generatePrivate(pkcs1(RSAPrivateKey.getInstance(pem.getContent())));
        case "PRIVATE KEY" -> factory.generatePrivate(new PKCS8EncodedKeySpec(pem.getContent()));
        default -> null;
      };
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }

  private static RSAPrivateCrtKeySpec pkcs1(RSAPrivateKey key) {
    BigInteger modulus = key.getModulus();
    return new RSAPrivateCrtKeySpec(
        modulus,
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrime1(),
        key.getPrime2(),
        key.getExponent1(),
        key.getExponent2(),
        key.getCoefficient());
  }
}
