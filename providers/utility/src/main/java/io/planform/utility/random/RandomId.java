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
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** {@code random_id}: bytes in several forms. Imported by {@code [PREFIX,]B64_URL}. */
final class RandomId implements ManagedType {
  private static final Declaration DECLARATION =
      Draw.declaration()
          .required("byte_length", Type.NUMBER, "How many bytes, at least 1.")
          .replaces()
          .optional("prefix", Type.STRING, "Put in front of every form but the id.")
          .replaces()
          .computed("b64_url", Type.STRING, "In Base64 for URLs, without padding.")
          .computed("b64_std", Type.STRING, "In Base64.")
          .computed("hex", Type.STRING, "In hexadecimal, two digits a byte.")
          .computed("dec", Type.STRING, "As a decimal number.")
          .computed("id", Type.STRING, "In Base64 for URLs, without the prefix.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return new Checks(new Arguments(configuration)).atLeast("byte_length", 1).found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    Arguments arguments = new Arguments(planned);
    return new Outcome.Done(of(planned, Draw.bytes((int) arguments.whole("byte_length"))));
  }

  private static Value.Obj of(Value.Obj object, byte[] bytes) {
    String prefix = new Arguments(object).text("prefix", "");
    String url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return object
        .with("b64_url", Value.of(prefix + url))
        .with("b64_std", Value.of(prefix + Base64.getEncoder().encodeToString(bytes)))
        .with("hex", Value.of(prefix + HexFormat.of().formatHex(bytes)))
        .with("dec", Value.of(prefix + new BigInteger(1, bytes)))
        .with("id", Value.of(url));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    int comma = id.lastIndexOf(',');
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(id.substring(comma + 1));
      Map<String, Value> given = new HashMap<>();
      given.put("byte_length", Value.of(bytes.length));
      if (comma >= 0) {
        given.put("prefix", Value.of(id.substring(0, comma)));
      }
      return Read.of(of(DECLARATION.object(given), bytes));
    } catch (IllegalArgumentException _) {
      return Faults.read(
          Diagnostic.error("Invalid id", "\"" + id + "\" is not [PREFIX,]BASE64-FOR-URLS."));
    }
  }
}
