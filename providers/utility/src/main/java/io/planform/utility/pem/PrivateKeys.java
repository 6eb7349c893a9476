package io.planform.utility.pem;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.util.io.pem.PemObject;

/** Private keys from text: PKCS #1, SEC 1, PKCS #8 and OpenSSH, none of them encrypted. */
public final class PrivateKeys {
  private PrivateKeys() {}

  /** The first key of the text. */
  public static AsymmetricKeyParameter parse(String text) throws InvalidPem {
    for (PemObject block : Pem.all(text)) {
      if (block.getType().endsWith("PRIVATE KEY")) {
        return decode(block);
      }
    }
    throw new InvalidPem("it has no block \"BEGIN … PRIVATE KEY\"");
  }

  private static AsymmetricKeyParameter decode(PemObject block) throws InvalidPem {
    boolean encrypted = block.getType().startsWith("ENCRYPTED") || !block.getHeaders().isEmpty();
    if (encrypted) {
      throw new InvalidPem("encrypted keys are not supported");
    }
    try {
      byte[] content = block.getContent();
      return switch (block.getType()) {
        case "RSA PRIVATE KEY" -> PrivateKeyFactory.createKey(pkcs1(content));
        case "EC PRIVATE KEY" -> PrivateKeyFactory.createKey(sec1(content));
        case "PRIVATE KEY" -> PrivateKeyFactory.createKey(content);
        case "OPENSSH PRIVATE KEY" -> OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(content);
        default -> throw new InvalidPem("keys of the kind " + block.getType() + " are not known");
      };
    } catch (IOException | RuntimeException _) {
      throw new InvalidPem("the key in it cannot be read");
    }
  }

  private static PrivateKeyInfo pkcs1(byte[] der) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        ASN1Sequence.getInstance(der));
  }

  private static PrivateKeyInfo sec1(byte[] der) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(der);
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
        key);
  }

  /** PKCS #8, as Java's own key factories read it. */
  public static byte[] pkcs8(AsymmetricKeyParameter key) {
    try {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("A key cannot be encoded", e);
    }
  }
}
