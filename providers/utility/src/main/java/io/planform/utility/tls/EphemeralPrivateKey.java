package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.EphemeralType;
import java.util.List;

/** The ephemeral {@code tls_private_key}: a key that is nowhere recorded. */
final class EphemeralPrivateKey implements EphemeralType {

  @Override
  public Declaration declaration() {
    return PrivateKey.DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return PrivateKey.check(configuration);
  }

  @Override
  public Value.Obj open(Value.Obj configuration) {
    return PrivateKey.made(configuration);
  }
}
