package io.planform.utility.random;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.ManagedType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/**
 * {@code random_password} and {@code random_string}. The one is secret, and has a hash; the other
 * is its own id. Both are imported by themselves.
 */
final class RandomText implements ManagedType {
  private static final int BCRYPT_COST = 10;

  /** What of a text bcrypt looks at. */
  private static final int BCRYPT_LENGTH = 72;

  private final boolean secret;
  private final Declaration declaration;

  private RandomText(boolean secret) {
    this.secret = secret;
    Declaration.Builder builder = arguments(Draw.declaration());
    builder
        .optionalComputed("number", Type.BOOL, "Whether it may have digits.")
        .replaces()
        .deprecated("Use numeric instead.")
        .computed("result", Type.STRING, "The text.");
    if (secret) {
      builder.sensitive().computed("bcrypt_hash", Type.STRING, "A hash of it.").sensitive();
    }
    this.declaration =
        builder.computed("id", Type.STRING, secret ? "Always none." : "The text.").build();
  }

  static RandomText password() {
    return new RandomText(true);
  }

  static RandomText string() {
    return new RandomText(false);
  }

  static Declaration.Builder arguments(Declaration.Builder builder) {
    builder.required("length", Type.NUMBER, "How many characters, at least 1.").replaces();
    for (String kind : List.of("upper", "lower", "numeric", "special")) {
      builder
          .defaulted(kind, Value.of(true), "Whether it may have characters of this kind.")
          .replaces()
          .defaulted("min_" + kind, Value.of(0), "How many of this kind it has at least.")
          .replaces();
    }
    return builder
        .optional("override_special", Type.STRING, "The special characters that it may have.")
        .replaces();
  }

  @Override
  public Declaration declaration() {
    return declaration;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return check(declaration.withDefaults(numeric(configuration)));
  }

  static List<Diagnostic> check(Value.Obj withDefaults) {
    Arguments arguments = new Arguments(withDefaults);
    Checks checks = new Checks(arguments).atLeast("length", 1);
    Alphabet.MINIMA.forEach(minimum -> checks.atLeast(minimum, 0));
    long least = Alphabet.MINIMA.stream().mapToLong(arguments::whole).sum();
    if (arguments.number("length") != null && arguments.whole("length") < least) {
      checks.add(
          "length",
          "Too short",
          "The length is less than the least numbers of characters together.");
    }
    boolean known = withDefaults.values().values().stream().noneMatch(Value::isUnknown);
    if (known && Alphabet.isEmpty(arguments) && arguments.whole("length") > least) {
      checks.add("length", "No characters", "No kind of character is allowed.");
    }
    return checks.found();
  }

  /** The old name counts where the new one is not used, and shows what the new one says. */
  private static Value.Obj numeric(Value.Obj configuration) {
    Value old = configuration.get("number");
    return configuration.get("numeric").isNull() && !old.isNull()
        ? configuration.with("numeric", old)
        : configuration;
  }

  @Override
  public Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    Value.Obj complete = declaration.withDefaults(numeric(configuration));
    return declaration.plan(prior, complete.with("number", complete.get("numeric")));
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    return new Outcome.Done(of(planned, Alphabet.draw(new Arguments(planned))));
  }

  private Value.Obj of(Value.Obj object, String text) {
    Value.Obj made = object.with("result", Value.of(text));
    return secret
        ? made.with("bcrypt_hash", Value.of(bcrypt(text))).with("id", Value.of("none"))
        : made.with("id", Value.of(text));
  }

  static String bcrypt(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return OpenBSDBCrypt.generate(
        "2a",
        bytes.length > BCRYPT_LENGTH ? Arrays.copyOf(bytes, BCRYPT_LENGTH) : bytes,
        Draw.bytes(16),
        BCRYPT_COST);
  }

  @Override
  public Read importObject(String id, Environment environment) {
    Value length = Value.of(id.codePointCount(0, id.length()));
    Map<String, Value> given = Map.of("length", length, "number", Value.of(true));
    return Read.of(of(declaration.object(given), id));
  }
}
