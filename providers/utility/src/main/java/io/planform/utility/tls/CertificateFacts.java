package io.planform.utility.tls;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.pem.Certificates;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** What a certificate says. Names of algorithms are those of Terraform's provider. */
final class CertificateFacts {
  private static final Map<String, String> SIGNATURES =
      Map.ofEntries(
          Map.entry("1.2.840.113549.1.1.4", "MD5-RSA"),
          Map.entry("1.2.840.113549.1.1.5", "SHA1-RSA"),
          Map.entry("1.2.840.113549.1.1.11", "SHA256-RSA"),
          Map.entry("1.2.840.113549.1.1.12", "SHA384-RSA"),
          Map.entry("1.2.840.113549.1.1.13", "SHA512-RSA"),
          Map.entry("1.2.840.10045.4.1", "ECDSA-SHA1"),
          Map.entry("1.2.840.10045.4.3.2", "ECDSA-SHA256"),
          Map.entry("1.2.840.10045.4.3.3", "ECDSA-SHA384"),
          Map.entry("1.2.840.10045.4.3.4", "ECDSA-SHA512"),
          Map.entry("1.3.101.112", "Ed25519"));

  private static final Map<String, String> KEYS =
      Map.of(
          "1.2.840.113549.1.1.1", "RSA",
          "1.2.840.10045.2.1", "ECDSA",
          "1.3.101.112", "Ed25519",
          "1.2.840.10040.4.1", "DSA");

  /** Parts of names beside those of RFC 2253. */
  private static final Map<String, String> NAMES =
      Map.of("2.5.4.5", "SERIALNUMBER", "2.5.4.17", "POSTALCODE");

  static final Type TYPE = type();

  private CertificateFacts() {}

  private static Type type() {
    SequencedMap<String, Type> types = new LinkedHashMap<>();
    types.put("cert_pem", Type.STRING);
    types.put("is_ca", Type.BOOL);
    types.put("issuer", Type.STRING);
    types.put("not_after", Type.STRING);
    types.put("not_before", Type.STRING);
    types.put("public_key_algorithm", Type.STRING);
    types.put("serial_number", Type.STRING);
    types.put("sha1_fingerprint", Type.STRING);
    types.put("signature_algorithm", Type.STRING);
    types.put("subject", Type.STRING);
    types.put("version", Type.NUMBER);
    return new Type.ObjectType(types);
  }

  static Value of(X509CertificateHolder certificate) {
    byte[] der = Encoding.of(certificate);
    String signature = certificate.getSignatureAlgorithm().getAlgorithm().getId();
    String key = certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().getId();
    SequencedMap<String, Value> facts = new LinkedHashMap<>();
    facts.put("cert_pem", Value.of(Certificates.text(der)));
    facts.put("is_ca", Value.of(isAuthority(certificate)));
    facts.put("issuer", name(certificate.getIssuer()));
    facts.put("not_after", time(certificate.getNotAfter().toInstant()));
    facts.put("not_before", time(certificate.getNotBefore().toInstant()));
    facts.put("public_key_algorithm", Value.of(KEYS.getOrDefault(key, key)));
    facts.put("serial_number", Value.of(certificate.getSerialNumber().toString()));
    facts.put(
        "sha1_fingerprint", Value.of(HexFormat.of().formatHex(KeyForms.digest("SHA-1", der))));
    facts.put("signature_algorithm", Value.of(SIGNATURES.getOrDefault(signature, signature)));
    facts.put("subject", name(certificate.getSubject()));
    facts.put("version", Value.of(certificate.getVersionNumber()));
    return new Value.Obj(facts);
  }

  private static boolean isAuthority(X509CertificateHolder certificate) {
    @Nullable Extension constraints = certificate.getExtension(Extension.basicConstraints);
    return constraints != null && BasicConstraints.getInstance(constraints.getParsedValue()).isCA();
  }

  private static Value name(X500Name name) {
    return Value.of(new X500Principal(Encoding.of(name)).getName(X500Principal.RFC2253, NAMES));
  }

  private static Value time(Instant time) {
    return Value.of(DateTimeFormatter.ISO_INSTANT.format(time));
  }
}
