package io.planform.utility.random;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.EphemeralType;
import java.util.List;

/** The ephemeral {@code random_password}: another one each time, never recorded. */
final class EphemeralPassword implements EphemeralType {
  private static final Declaration DECLARATION =
      RandomText.arguments(Declaration.builder())
          .computed("result", Type.STRING, "The password.")
          .sensitive()
          .computed("bcrypt_hash", Type.STRING, "A hash of it.")
          .sensitive()
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return RandomText.check(DECLARATION.withDefaults(configuration));
  }

  @Override
  public Value.Obj open(Value.Obj configuration) {
    String password = Alphabet.draw(new Arguments(configuration));
    return configuration
        .with("result", Value.of(password))
        .with("bcrypt_hash", Value.of(RandomText.bcrypt(password)));
  }
}
