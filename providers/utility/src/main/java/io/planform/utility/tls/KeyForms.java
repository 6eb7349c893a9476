package io.planform.utility.tls;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.pem.Pem;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/** Keys as attributes; those of SSH are empty for a key that SSH does not know. */
final class KeyForms {
  private KeyForms() {}

  static Declaration.Builder declareSecrets(Declaration.Builder builder) {
    return builder
        .computed("private_key_pem", Type.STRING, "The private key: PKCS #1, SEC 1 or PKCS #8.")
        .sensitive()
        .computed("private_key_pem_pkcs8", Type.STRING, "The private key in PKCS #8.")
        .sensitive()
        .computed("private_key_openssh", Type.STRING, "The private key as OpenSSH has it.")
        .sensitive();
  }

  static Declaration.Builder declarePublic(Declaration.Builder builder) {
    return builder
        .computed("public_key_pem", Type.STRING, "The public key.")
        .computed("public_key_openssh", Type.STRING, "The public key as OpenSSH has it.")
        .computed("public_key_fingerprint_md5", Type.STRING, "MD5 of the key of OpenSSH.")
        .computed("public_key_fingerprint_sha256", Type.STRING, "SHA-256 of the key of OpenSSH.")
        .computed("id", Type.STRING, "SHA-1 of the public key.");
  }

  static Value.Obj withSecrets(Value.Obj object, Key key) {
    try {
      PrivateKeyInfo info = info(key);
      String pkcs8 = Pem.text("PRIVATE KEY", info.getEncoded());
      byte[] inner = info.parsePrivateKey().toASN1Primitive().getEncoded();
      String pem =
          switch (key.algorithm()) {
            case RSA -> Pem.text("RSA PRIVATE KEY", inner);
            case ECDSA -> Pem.text("EC PRIVATE KEY", inner);
            case ED25519 -> pkcs8;
          };
      return object
          .with("private_key_pem", Value.of(pem))
          .with("private_key_pem_pkcs8", Value.of(pkcs8))
          .with(
              "private_key_openssh", Value.of(OpenSsh.knows(key) ? OpenSsh.privateText(key) : ""));
    } catch (IOException e) {
      throw new IllegalStateException("A key cannot be encoded", e);
    }
  }

  private static PrivateKeyInfo info(Key key) throws IOException {
    // The later form, with the public key inside, is not read everywhere.
    return key.secret() instanceof Ed25519PrivateKeyParameters ed
        ? new PrivateKeyInfo(
            new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
            new DEROctetString(ed.getEncoded()))
        : PrivateKeyInfoFactory.createPrivateKeyInfo(key.secret());
  }

  static Value.Obj withPublic(Value.Obj object, Key key) {
    byte[] der = encoded(key);
    Value.Obj state =
        object
            .with("public_key_pem", Value.of(Pem.text("PUBLIC KEY", der)))
            .with("id", Value.of(HexFormat.of().formatHex(digest("SHA-1", der))));
    if (!OpenSsh.knows(key)) {
      return state
          .with("public_key_openssh", Value.of(""))
          .with("public_key_fingerprint_md5", Value.of(""))
          .with("public_key_fingerprint_sha256", Value.of(""));
    }
    byte[] ssh = OpenSsh.publicKey(key);
    String md5 = HexFormat.ofDelimiter(":").formatHex(digest("MD5", ssh));
    String sha256 = Base64.getEncoder().withoutPadding().encodeToString(digest("SHA-256", ssh));
    return state
        .with("public_key_openssh", Value.of(OpenSsh.publicLine(key) + "\n"))
        .with("public_key_fingerprint_md5", Value.of(md5))
        .with("public_key_fingerprint_sha256", Value.of("SHA256:" + sha256));
  }

  private static byte[] encoded(Key key) {
    try {
      return key.publicInfo().getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("A key cannot be encoded", e);
    }
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform lacks " + algorithm, e);
    }
  }
}
