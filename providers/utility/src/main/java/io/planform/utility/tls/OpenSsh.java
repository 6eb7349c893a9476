package io.planform.utility.tls;

import io.planform.utility.pem.Pem;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/**
 * Keys as OpenSSH writes them: RFC 4253, RFC 5656, RFC 8709, and PROTOCOL.key of its sources. SSH
 * has no curve of 224 bits.
 */
final class OpenSsh {
  private static final int BLOCK = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private OpenSsh() {}

  static boolean knows(Key key) {
    return key.curveBits() != 224;
  }

  /** The line of a public key, without its end. */
  static String publicLine(Key key) {
    return name(key) + " " + Base64.getEncoder().encodeToString(publicKey(key));
  }

  private static String name(Key key) {
    return switch (key.algorithm()) {
      case RSA -> "ssh-rsa";
      case ECDSA -> "ecdsa-sha2-" + curve(key);
      case ED25519 -> "ssh-ed25519";
    };
  }

  private static String curve(Key key) {
    return "nistp" + key.curveBits();
  }

  static byte[] publicKey(Key key) {
    OpenSsh to = new OpenSsh().text(name(key));
    switch (key.secret()) {
      case RSAPrivateCrtKeyParameters rsa ->
          to.number(rsa.getPublicExponent()).number(rsa.getModulus());
      case ECPrivateKeyParameters _ -> to.text(curve(key)).bytes(point(key));
      case Ed25519PrivateKeyParameters ed -> to.bytes(ed.generatePublicKey().getEncoded());
      default -> throw new IllegalStateException("No key of SSH");
    }
    return to.out.toByteArray();
  }

  private static byte[] point(Key key) {
    return ((ECPublicKeyParameters) key.publicKey()).getQ().getEncoded(false);
  }

  /** A private key in PEM, not encrypted. */
  static String privateText(Key key) {
    OpenSsh file = new OpenSsh();
    file.out.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
    file.text("none").text("none").text("").length(1).bytes(publicKey(key)).bytes(secrets(key));
    return Pem.text("OPENSSH PRIVATE KEY", file.out.toByteArray());
  }

  private static byte[] secrets(Key key) {
    int check = new SecureRandom().nextInt();
    OpenSsh to = new OpenSsh().length(check).length(check).text(name(key));
    switch (key.secret()) {
      case RSAPrivateCrtKeyParameters rsa ->
          to.number(rsa.getModulus())
              .number(rsa.getPublicExponent())
              .number(rsa.getExponent())
              .number(rsa.getQInv())
              .number(rsa.getP())
              .number(rsa.getQ());
      case ECPrivateKeyParameters ec -> to.text(curve(key)).bytes(point(key)).number(ec.getD());
      case Ed25519PrivateKeyParameters ed -> {
        Ed25519PublicKeyParameters open = ed.generatePublicKey();
        OpenSsh both = new OpenSsh();
        both.out.writeBytes(ed.getEncoded());
        both.out.writeBytes(open.getEncoded());
        to.bytes(open.getEncoded()).bytes(both.out.toByteArray());
      }
      default -> throw new IllegalStateException("No key of SSH");
    }
    String comment = "";
    to.text(comment);
    for (int padding = 1; to.out.size() % BLOCK != 0; padding++) {
      to.out.write(padding);
    }
    return to.out.toByteArray();
  }

  private OpenSsh length(int length) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    return this;
  }

  private OpenSsh bytes(byte[] bytes) {
    length(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private OpenSsh text(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private OpenSsh number(BigInteger number) {
    return bytes(number.toByteArray());
  }
}
