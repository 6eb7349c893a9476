package io.planform.utility.tls;

import io.planform.utility.pem.InvalidPem;
import io.planform.utility.pem.PrivateKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;
import org.bouncycastle.operator.bc.BcRSAContentSignerBuilder;

/** A private key and the public one that belongs to it. */
record Key(
    KeyAlgorithm algorithm, AsymmetricKeyParameter secret, AsymmetricKeyParameter publicKey) {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  /** Of the test whether a number is prime: wrong in one of 2^100 cases. */
  private static final int CERTAINTY = 100;

  static Key rsa(int bits) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(EXPONENT, new SecureRandom(), bits, CERTAINTY));
    return generated(KeyAlgorithm.RSA, generator);
  }

  /**
   * @param curve {@code P224}, {@code P256}, {@code P384} or {@code P521}
   */
  static Key ecdsa(String curve) {
    String name = curve.replace("P", "P-");
    ECNamedDomainParameters domain =
        new ECNamedDomainParameters(NISTNamedCurves.getOID(name), NISTNamedCurves.getByName(name));
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(domain, new SecureRandom()));
    return generated(KeyAlgorithm.ECDSA, generator);
  }

  static Key ed25519() {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    return generated(KeyAlgorithm.ED25519, generator);
  }

  private static Key generated(KeyAlgorithm algorithm, AsymmetricCipherKeyPairGenerator generator) {
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return new Key(algorithm, pair.getPrivate(), pair.getPublic());
  }

  /** A key in PEM, of any of its forms. */
  static Key parse(String text) throws InvalidPem {
    return switch (PrivateKeys.parse(text)) {
      case RSAPrivateCrtKeyParameters rsa ->
          new Key(
              KeyAlgorithm.RSA,
              rsa,
              new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
      case ECPrivateKeyParameters ec when ec.getParameters() instanceof ECNamedDomainParameters ->
          new Key(
              KeyAlgorithm.ECDSA,
              ec,
              new ECPublicKeyParameters(
                  new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD()),
                  ec.getParameters()));
      case Ed25519PrivateKeyParameters ed ->
          new Key(KeyAlgorithm.ED25519, ed, ed.generatePublicKey());
      default -> throw new InvalidPem("the key is not one of RSA, ECDSA or ED25519");
    };
  }

  SubjectPublicKeyInfo publicInfo() {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey);
    } catch (IOException e) {
      throw new IllegalStateException("A key cannot be encoded", e);
    }
  }

  /** Of the field of its curve; 0 if it has none. */
  int curveBits() {
    return secret instanceof ECPrivateKeyParameters ec
        ? ec.getParameters().getCurve().getFieldSize()
        : 0;
  }

  /** Signs with the digest that is as strong as the key. */
  ContentSigner signer() throws OperatorCreationException {
    return switch (algorithm) {
      case RSA -> {
        AlgorithmIdentifier id = signature("SHA256WITHRSA");
        yield new BcRSAContentSignerBuilder(id, digest(id)).build(secret);
      }
      case ECDSA -> {
        String digest = curveBits() > 384 ? "SHA512" : curveBits() > 256 ? "SHA384" : "SHA256";
        AlgorithmIdentifier id = signature(digest + "WITHECDSA");
        yield new BcECContentSignerBuilder(id, digest(id)).build(secret);
      }
      case ED25519 ->
          new BcEdECContentSignerBuilder(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519))
              .build(secret);
    };
  }

  private static AlgorithmIdentifier signature(String name) {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(name);
  }

  private static AlgorithmIdentifier digest(AlgorithmIdentifier signature) {
    return new DefaultDigestAlgorithmIdentifierFinder().find(signature);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "private key of " + algorithm;
  }
}
