package io.planform.host.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Certificates and keys as text. */
final class Pem {
  private Pem() {}

  static byte[] of(X509Certificate certificate) throws IOException {
    return written(certificate);
  }

  static byte[] of(PrivateKey key) throws IOException {
    return written(new JcaPKCS8Generator(key, null));
  }

  private static byte[] written(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws UnusableCertificateException where it is something else
   */
  static List<X509Certificate> certificates(String text) throws UnusableCertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object object : objects(text)) {
      if (!(object instanceof X509CertificateHolder holder)) {
        throw new UnusableCertificateException("holds something that is no certificate.");
      }
      try {
        certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
      } catch (CertificateException e) {
        throw new UnusableCertificateException("holds a certificate that cannot be read.");
      }
    }
    if (certificates.isEmpty()) {
      throw new UnusableCertificateException("holds no certificate in PEM.");
    }
    return List.copyOf(certificates);
  }

  /**
   * @throws UnusableCertificateException where it is something else, or encrypted
   */
  static PrivateKey key(String text) throws UnusableCertificateException {
    for (Object object : objects(text)) {
      PrivateKeyInfo key =
          switch (object) {
            case PrivateKeyInfo plain -> plain;
            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
            case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                throw new UnusableCertificateException("is an encrypted key; decrypt it before.");
            default -> null;
          };
      if (key != null) {
        return key(key);
      }
    }
    throw new UnusableCertificateException("holds no private key in PEM.");
  }

  private static PrivateKey key(PrivateKeyInfo key) throws UnusableCertificateException {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(key);
    } catch (IOException e) {
      throw new UnusableCertificateException("holds a key that cannot be read.");
    }
  }

  private static List<Object> objects(String text) throws UnusableCertificateException {
    List<Object> objects = new ArrayList<>();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (@Nullable Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
      }
    } catch (IOException e) {
      throw new UnusableCertificateException("is no PEM.");
    }
    return objects;
  }
}
