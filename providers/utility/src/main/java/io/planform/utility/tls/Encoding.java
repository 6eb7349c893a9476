package io.planform.utility.tls;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.util.Encodable;

/** DER of what was made here, which is always encodable. */
final class Encoding {
  private Encoding() {}

  static byte[] of(Encodable object) {
    try {
      return object.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("It cannot be encoded", e);
    }
  }

  static void add(
      ExtensionsGenerator extensions,
      ASN1ObjectIdentifier identifier,
      boolean critical,
      ASN1Encodable value) {
    try {
      extensions.addExtension(identifier, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException("It cannot be encoded", e);
    }
  }
}
