package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.pem.InvalidPem;
import java.util.List;

/** {@code tls_public_key}: the public half of a private key. */
final class PublicKey implements DataSource {
  private static final Declaration DECLARATION =
      KeyForms.declarePublic(
              Declaration.builder()
                  .optional("private_key_pem", Type.STRING, "The private key in PEM.")
                  .sensitive()
                  .optional("private_key_openssh", Type.STRING, "The private key of OpenSSH.")
                  .sensitive()
                  .computed("algorithm", Type.STRING, "RSA, ECDSA or ED25519."))
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return new Checks(new Arguments(configuration))
        .exactlyOne("private_key_pem", "private_key_openssh")
        .found();
  }

  @Override
  public Read read(Value.Obj configuration, Environment environment) {
    Arguments arguments = new Arguments(configuration);
    String argument =
        arguments.isGiven("private_key_pem") ? "private_key_pem" : "private_key_openssh";
    try {
      Key key = Key.parse(arguments.text(argument, ""));
      return Read.of(
          KeyForms.withPublic(configuration, key)
              .with("algorithm", Value.of(key.algorithm().name())));
    } catch (InvalidPem e) {
      return Faults.read(Unreadable.at(argument, e));
    }
  }
}
