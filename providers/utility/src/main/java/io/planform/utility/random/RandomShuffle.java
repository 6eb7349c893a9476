package io.planform.utility.random;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.ManagedType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** {@code random_shuffle}: a list in another order. */
final class RandomShuffle implements ManagedType {
  private static final Declaration DECLARATION =
      Draw.declaration()
          .required("input", Type.list(Type.STRING), "What to shuffle.")
          .replaces()
          .optional(
              "result_count",
              Type.NUMBER,
              "How many to give; all if it is not said. More than"
                  + " there are: shuffled again and again.")
          .replaces()
          .optional("seed", Type.STRING, "Makes the result the same each time.")
          .replaces()
          .computed("result", Type.list(Type.STRING), "The shuffled list.")
          .computed("id", Type.STRING, "Always -.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return new Checks(new Arguments(configuration)).atLeast("result_count", 0).found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    Arguments arguments = new Arguments(planned);
    RandomGenerator random = Draw.seeded(arguments.text("seed"));
    List<String> input = arguments.texts("input");
    int count =
        arguments.number("result_count") == null
            ? input.size()
            : (int) arguments.whole("result_count");
    List<String> result = new ArrayList<>();
    while (!input.isEmpty() && result.size() < count) {
      List<String> round = new ArrayList<>(input);
      Collections.shuffle(round, random);
      result.addAll(round.subList(0, Math.min(round.size(), count - result.size())));
    }
    return new Outcome.Done(
        planned.with("result", Value.ofStrings(result)).with("id", Value.of("-")));
  }
}
