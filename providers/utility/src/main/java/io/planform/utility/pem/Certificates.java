package io.planform.utility.pem;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** X.509 certificates from text. */
public final class Certificates {
  private static final String LABEL = "CERTIFICATE";

  private Certificates() {}

  /** All of them in order; at least one. */
  public static List<X509Certificate> parse(String text) throws InvalidPem {
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : Pem.blocks(LABEL, text)) {
      certificates.add(decode(der));
    }
    if (certificates.isEmpty()) {
      throw new InvalidPem("it has no block \"BEGIN CERTIFICATE\"");
    }
    return certificates;
  }

  private static X509Certificate decode(byte[] der) throws InvalidPem {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException _) {
      throw new InvalidPem("a certificate in it cannot be read");
    }
  }

  public static String text(byte[] der) {
    return Pem.text(LABEL, der);
  }
}
