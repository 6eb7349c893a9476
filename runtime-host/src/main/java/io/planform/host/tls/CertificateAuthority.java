package io.planform.host.tls;

import io.planform.host.storage.DurableFile;
import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates of this host's names. Its own is made once and stays in the host's home:
 * {@code ca.pem}, which clients are told to trust, and {@code ca.key}, which its owner alone reads.
 */
public final class CertificateAuthority {
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final Duration SIGNED_LIFE = Duration.ofDays(90);

  /** Clients whose clocks are late. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final int SERIAL_BITS = 120;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:]*:[0-9a-f:]*");

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final InstantSource clock;
  private final SecureRandom random;

  private CertificateAuthority(
      X509Certificate certificate, PrivateKey key, InstantSource clock, SecureRandom random) {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The authority of a folder, which is made where it is missing.
   *
   * @throws IOException where the files cannot be written, or are damaged
   */
  public static CertificateAuthority loadOrCreate(Path folder, InstantSource clock)
      throws IOException {
    Path certificateFile = folder.resolve("ca.pem");
    Path keyFile = folder.resolve("ca.key");
    SecureRandom random = new SecureRandom();
    if (!Files.exists(certificateFile)) {
      PrivateFolder.create(folder);
      create(certificateFile, keyFile, clock.instant(), random);
    }
    try {
      X509Certificate certificate = Pem.certificates(Files.readString(certificateFile)).getFirst();
      PrivateKey key = UserCertificate.key(Files.readString(keyFile), certificate);
      return new CertificateAuthority(certificate, key, clock, random);
    } catch (UnusableCertificateException e) {
      throw new IOException(
          "the certificate authority in %s is damaged: a file %s Delete the folder and another one is made"
              .formatted(folder, e.reason()),
          e);
    }
  }

  /** The certificate is there last: without it, both are made anew. */
  private static void create(Path certificateFile, Path keyFile, Instant now, SecureRandom random)
      throws IOException {
    try {
      KeyPair pair = pair(random);
      // Each home has another name: clients find signers by it.
      X500Name name = new X500Name("CN=Planform local CA " + serial(random).toString(36));
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      JcaX509v3CertificateBuilder builder =
          builder(name, name, pair.getPublic(), now, LIFE, random);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(pair.getPublic()));
      DurableFile.write(keyFile, Pem.of(pair.getPrivate()));
      DurableFile.write(certificateFile, Pem.of(signed(builder, pair.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every Java has elliptic curves", e);
    }
  }

  private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer,
      X500Name subject,
      PublicKey key,
      Instant now,
      Duration life,
      SecureRandom random) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial(random),
        Date.from(now.minus(EARLIER)),
        Date.from(now.plus(life)),
        subject,
        key);
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey signer)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(signer)));
  }

  /**
   * A new certificate with a key of its own, good for 90 days.
   *
   * @param names of hosts, or addresses
   */
  public Identity issue(List<String> names) {
    try {
      KeyPair pair = pair(random);
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
      JcaX509v3CertificateBuilder builder =
          builder(
              issuer,
              new X500Name("CN=Planform gateway"),
              pair.getPublic(),
              clock.instant(),
              SIGNED_LIFE,
              random);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              extensions.createAuthorityKeyIdentifier(certificate));
      return new Identity(List.of(signed(builder, key)), pair.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate could not be signed", e);
    }
  }

  private static GeneralNames alternatives(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        ADDRESS.matcher(name).matches()
                            ? GeneralName.iPAddress
                            : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new));
  }
}
