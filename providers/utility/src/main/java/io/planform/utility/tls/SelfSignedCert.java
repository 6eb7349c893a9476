package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.operator.OperatorCreationException;

/** {@code tls_self_signed_cert}. */
final class SelfSignedCert extends CertificateType {
  private static final Declaration DECLARATION =
      Subject.declare(
              declareTerms(
                  Declaration.builder()
                      .required("private_key_pem", Type.STRING, "The key that it is for.")
                      .replaces()
                      .sensitive()))
          .defaulted(
              "set_authority_key_id", Value.of(false), "Whether it identifies its signer's key.")
          .replaces()
          .computed("key_algorithm", Type.STRING, "RSA, ECDSA or ED25519.")
          .build();

  SelfSignedCert(InstantSource clock) {
    super(clock);
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments);
    checkTerms(arguments, checks);
    Subject.check(arguments, checks);
    return checks.found();
  }

  @Override
  Value.Obj issue(Value.Obj planned) throws Unfit, OperatorCreationException, CertIOException {
    Arguments arguments = new Arguments(planned);
    Key key = key(arguments, "private_key_pem");
    X500Name name = Subject.name(arguments);
    ExtensionsGenerator names = new ExtensionsGenerator();
    Subject.addNames(arguments, names);
    byte[] authority = arguments.flag("set_authority_key_id") ? keyId(key.publicInfo()) : null;
    return issued(planned, new Content(name, key.publicInfo(), names, name, key, authority))
        .with("key_algorithm", Value.of(key.algorithm().name()));
  }
}
