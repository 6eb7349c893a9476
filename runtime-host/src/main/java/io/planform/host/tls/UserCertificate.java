package io.planform.host.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Certificates that users bring, in PEM. */
public final class UserCertificate {
  private static final byte[] SAMPLE = {1, 2, 3};

  private UserCertificate() {}

  /**
   * A certificate that was checked before.
   *
   * @throws UnusableCertificateException where it is damaged
   */
  public static Identity of(String chain, String key) throws UnusableCertificateException {
    return new Identity(Pem.certificates(chain), Pem.key(key));
  }

  /**
   * What a chain holds, the server's certificate first.
   *
   * @throws UnusableCertificateException where that is no chain, or one that is not good for a name
   *     now
   */
  public static List<X509Certificate> chain(String text, String name, Instant now)
      throws UnusableCertificateException {
    List<X509Certificate> chain = Pem.certificates(text);
    for (int i = 1; i < chain.size(); i++) {
      if (!signs(chain.get(i), chain.get(i - 1))) {
        throw new UnusableCertificateException(
            "is no chain: certificate %d is not signed by the next; the server's comes first."
                .formatted(i));
      }
    }
    X509Certificate first = chain.getFirst();
    if (!now.isBefore(first.getNotAfter().toInstant())) {
      throw new UnusableCertificateException(
          "holds a certificate that was good until %s.".formatted(first.getNotAfter().toInstant()));
    }
    List<String> names = names(first);
    if (names.stream().noneMatch(each -> covers(each.toLowerCase(Locale.ROOT), name))) {
      throw new UnusableCertificateException(
          "holds a certificate of %s, not of %s.".formatted(String.join(", ", names), name));
    }
    return chain;
  }

  /**
   * The key of a certificate.
   *
   * @throws UnusableCertificateException where it is none, or another one's
   */
  public static PrivateKey key(String text, X509Certificate certificate)
      throws UnusableCertificateException {
    PrivateKey key = Pem.key(text);
    if (!belong(key, certificate.getPublicKey())) {
      throw new UnusableCertificateException("is not the key of the certificate.");
    }
    return key;
  }

  /** The host names that a certificate is good for. */
  public static List<String> names(X509Certificate certificate) {
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      return alternatives == null
          ? List.of()
          : alternatives.stream()
              .filter(each -> each.getFirst() instanceof Integer kind && kind == 2)
              .map(each -> String.valueOf(each.get(1)))
              .toList();
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }

  /** A star stands for one label (RFC 6125, 6.4.3). */
  private static boolean covers(String pattern, String name) {
    return pattern.equals(name)
        || (pattern.startsWith("*.")
            && name.indexOf('.') > 0
            && name.substring(name.indexOf('.')).equals(pattern.substring(1)));
  }

  private static boolean signs(X509Certificate signer, X509Certificate signed) {
    try {
      signed.verify(signer.getPublicKey());
      return signed.getIssuerX500Principal().equals(signer.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean belong(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
