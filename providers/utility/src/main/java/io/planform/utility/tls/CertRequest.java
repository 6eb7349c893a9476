package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import io.planform.utility.pem.InvalidPem;
import io.planform.utility.pem.Pem;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** {@code tls_cert_request}: PKCS #10. */
final class CertRequest implements ManagedType {
  private static final Declaration DECLARATION =
      Subject.declare(
              Declaration.builder()
                  .required("private_key_pem", Type.STRING, "The key that is to be certified.")
                  .replaces()
                  .sensitive())
          .computed("key_algorithm", Type.STRING, "RSA, ECDSA or ED25519.")
          .computed("cert_request_pem", Type.STRING, "The request.")
          .computed("id", Type.STRING, "SHA-1 of the request.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments);
    Subject.check(arguments, checks);
    return checks.found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    Arguments arguments = new Arguments(planned);
    try {
      Key key = Key.parse(arguments.text("private_key_pem", ""));
      byte[] request = request(arguments, key);
      String id = HexFormat.of().formatHex(KeyForms.digest("SHA-1", request));
      return new Outcome.Done(
          planned
              .with("key_algorithm", Value.of(key.algorithm().name()))
              .with("cert_request_pem", Value.of(Pem.text("CERTIFICATE REQUEST", request)))
              .with("id", Value.of(id)));
    } catch (InvalidPem e) {
      return Faults.refused(Unreadable.at("private_key_pem", e));
    } catch (OperatorCreationException _) {
      return Faults.refused(
          Faults.at("private_key_pem", "Cannot sign", "The key cannot sign a request."));
    }
  }

  private static byte[] request(Arguments arguments, Key key) throws OperatorCreationException {
    PKCS10CertificationRequestBuilder request =
        new PKCS10CertificationRequestBuilder(Subject.name(arguments), key.publicInfo());
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    Subject.addNames(arguments, extensions);
    if (!extensions.isEmpty()) {
      request.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
    }
    return Encoding.of(request.build(key.signer()).toASN1Structure());
  }
}
