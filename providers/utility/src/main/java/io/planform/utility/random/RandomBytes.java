package io.planform.utility.random;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** {@code random_bytes}: secret bytes. Imported by their Base64 form. */
final class RandomBytes implements ManagedType {
  private static final Declaration DECLARATION =
      Draw.declaration()
          .required("length", Type.NUMBER, "How many bytes, at least 1.")
          .replaces()
          .computed("base64", Type.STRING, "The bytes in Base64.")
          .sensitive()
          .computed("hex", Type.STRING, "The bytes in lower-case hexadecimal.")
          .sensitive()
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return new Checks(new Arguments(configuration)).atLeast("length", 1).found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    int length = (int) new Arguments(planned).whole("length");
    return new Outcome.Done(of(planned, Draw.bytes(length)));
  }

  private static Value.Obj of(Value.Obj object, byte[] bytes) {
    return object
        .with("base64", Value.of(Base64.getEncoder().encodeToString(bytes)))
        .with("hex", Value.of(HexFormat.of().formatHex(bytes)));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    try {
      byte[] bytes = Base64.getDecoder().decode(id);
      return Read.of(of(DECLARATION.object(Map.of("length", Value.of(bytes.length))), bytes));
    } catch (IllegalArgumentException _) {
      return Faults.read(Diagnostic.error("Invalid id", "Bytes are imported by their Base64."));
    }
  }
}
