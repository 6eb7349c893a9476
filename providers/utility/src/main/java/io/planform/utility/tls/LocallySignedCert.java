package io.planform.utility.tls;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.pem.InvalidPem;
import io.planform.utility.pem.Pem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** {@code tls_locally_signed_cert}: what a request asks for, signed by an authority. */
final class LocallySignedCert extends CertificateType {
  private static final Declaration DECLARATION =
      declareTerms(
              Declaration.builder()
                  .required("cert_request_pem", Type.STRING, "The request.")
                  .replaces()
                  .required("ca_private_key_pem", Type.STRING, "The key of the authority.")
                  .replaces()
                  .sensitive()
                  .required("ca_cert_pem", Type.STRING, "The certificate of the authority.")
                  .replaces())
          .computed("ca_key_algorithm", Type.STRING, "RSA, ECDSA or ED25519.")
          .build();

  LocallySignedCert(InstantSource clock) {
    super(clock);
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  Value.Obj issue(Value.Obj planned) throws Unfit, OperatorCreationException, CertIOException {
    Arguments arguments = new Arguments(planned);
    PKCS10CertificationRequest request =
        decoded(arguments, "cert_request_pem", PKCS10CertificationRequest::new);
    X509CertificateHolder authority = decoded(arguments, "ca_cert_pem", X509CertificateHolder::new);
    Key key = key(arguments, "ca_private_key_pem");
    if (!key.publicInfo().equals(authority.getSubjectPublicKeyInfo())) {
      throw new Unfit(
          Faults.at(
              "ca_private_key_pem",
              "Wrong key",
              "The private key is not the one of the certificate \"ca_cert_pem\"."));
    }
    Content content =
        new Content(
            request.getSubject(),
            request.getSubjectPublicKeyInfo(),
            names(request),
            authority.getSubject(),
            key,
            identifier(authority));
    return issued(planned, content).with("ca_key_algorithm", Value.of(key.algorithm().name()));
  }

  /** Only the names: what the key may be used for is not the asker's to say. */
  private static ExtensionsGenerator names(PKCS10CertificationRequest request) {
    ExtensionsGenerator names = new ExtensionsGenerator();
    @Nullable Extensions requested = request.getRequestedExtensions();
    @Nullable Extension asked =
        requested == null ? null : requested.getExtension(Extension.subjectAlternativeName);
    if (asked != null) {
      names.addExtension(asked);
    }
    return names;
  }

  private static byte @Nullable [] identifier(X509CertificateHolder authority) {
    @Nullable Extension identifier = authority.getExtension(Extension.subjectKeyIdentifier);
    return identifier == null
        ? null
        : SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(identifier.getParsedValue()))
            .getKeyIdentifier();
  }

  @FunctionalInterface
  private interface Decoder<T> {
    T decode(byte[] der) throws IOException;
  }

  private static <T> T decoded(Arguments arguments, String argument, Decoder<T> decoder)
      throws Unfit {
    String label = argument.equals("ca_cert_pem") ? "CERTIFICATE" : "CERTIFICATE REQUEST";
    try {
      List<byte[]> blocks = Pem.blocks(label, arguments.text(argument, ""));
      if (blocks.isEmpty()) {
        throw new InvalidPem("it has no block \"BEGIN " + label + "\"");
      }
      return decoder.decode(blocks.getFirst());
    } catch (InvalidPem e) {
      throw new Unfit(Unreadable.at(argument, e));
    } catch (IOException | RuntimeException _) {
      throw new Unfit(Unreadable.at(argument, new InvalidPem("its content cannot be read")));
    }
  }
}
