package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.ManagedType;
import java.util.List;

/** {@code tls_private_key}: a new key. */
final class PrivateKey implements ManagedType {
  static final Declaration DECLARATION = declare();

  private static Declaration declare() {
    Declaration.Builder builder =
        Declaration.builder()
            .required("algorithm", Type.STRING, "RSA, ECDSA or ED25519.")
            .replaces()
            .defaulted("rsa_bits", Value.of(2048), "The size of a key of RSA.")
            .replaces()
            .defaulted("ecdsa_curve", Value.of("P224"), "P224, P256, P384 or P521.")
            .replaces();
    return KeyForms.declarePublic(KeyForms.declareSecrets(builder)).build();
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return check(configuration);
  }

  static List<Diagnostic> check(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks =
        new Checks(arguments)
            .oneOf("algorithm", List.of("RSA", "ECDSA", "ED25519"))
            .oneOf("ecdsa_curve", List.of("P224", "P256", "P384", "P521"))
            .atLeast("rsa_bits", 1024);
    if (arguments.whole("rsa_bits") > 16384) {
      checks.add("rsa_bits", "Invalid number", "\"rsa_bits\" must not be more than 16384.");
    }
    return checks.found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    return new Outcome.Done(made(planned));
  }

  static Value.Obj made(Value.Obj arguments) {
    Key key = key(new Arguments(arguments));
    return KeyForms.withPublic(KeyForms.withSecrets(arguments, key), key);
  }

  private static Key key(Arguments arguments) {
    return switch (KeyAlgorithm.valueOf(arguments.text("algorithm", "RSA"))) {
      case RSA -> Key.rsa(Math.toIntExact(arguments.whole("rsa_bits")));
      case ECDSA -> Key.ecdsa(arguments.text("ecdsa_curve", "P224"));
      case ED25519 -> Key.ed25519();
    };
  }
}
