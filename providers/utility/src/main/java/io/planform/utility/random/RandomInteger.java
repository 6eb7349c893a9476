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
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** {@code random_integer}: of a range. Imported by {@code RESULT,MIN,MAX[,SEED]}. */
final class RandomInteger implements ManagedType {
  private static final Declaration DECLARATION =
      Draw.declaration()
          .required("min", Type.NUMBER, "The least it can be.")
          .replaces()
          .required("max", Type.NUMBER, "The most it can be.")
          .replaces()
          .optional("seed", Type.STRING, "Makes the result the same each time.")
          .replaces()
          .computed("result", Type.NUMBER, "The number.")
          .computed("id", Type.STRING, "The number as text.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments).whole("min").whole("max");
    BigDecimal min = arguments.number("min");
    BigDecimal max = arguments.number("max");
    if (min != null && max != null && min.compareTo(max) > 0) {
      checks.add("max", "Empty range", "The minimum must be at most the maximum.");
    }
    return checks.found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    Arguments arguments = new Arguments(planned);
    RandomGenerator random = Draw.seeded(arguments.text("seed"));
    long max = arguments.whole("max");
    long min = arguments.whole("min");
    long result =
        max == Long.MAX_VALUE
            ? min == Long.MIN_VALUE ? random.nextLong() : random.nextLong(min - 1, max) + 1
            : random.nextLong(min, max + 1);
    return new Outcome.Done(of(planned, result));
  }

  private static Value.Obj of(Value.Obj object, long result) {
    return object.with("result", Value.of(result)).with("id", Value.of(Long.toString(result)));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    String[] parts = id.split(",", -1);
    try {
      if (parts.length == 3 || parts.length == 4) {
        Map<String, Value> given = new HashMap<>();
        given.put("min", Value.of(Long.parseLong(parts[1])));
        given.put("max", Value.of(Long.parseLong(parts[2])));
        if (parts.length == 4) {
          given.put("seed", Value.of(parts[3]));
        }
        return Read.of(of(DECLARATION.object(given), Long.parseLong(parts[0])));
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    return Faults.read(
        Diagnostic.error("Invalid id", "\"" + id + "\" is not RESULT,MIN,MAX or with ,SEED."));
  }
}
