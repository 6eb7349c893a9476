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
import java.util.List;

/** {@code random_pet}: words that are easy to say, an animal last. */
final class RandomPet implements ManagedType {
  private static final Declaration DECLARATION =
      Draw.declaration()
          .defaulted("length", Value.of(2), "How many words, at least 1.")
          .replaces()
          .optional("prefix", Type.STRING, "A word put in front.")
          .replaces()
          .defaulted("separator", Value.of("-"), "Put between the words.")
          .replaces()
          .computed("id", Type.STRING, "The words.")
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
    Arguments arguments = new Arguments(planned);
    List<String> words = new ArrayList<>();
    String prefix = arguments.text("prefix", "");
    if (!prefix.isEmpty()) {
      words.add(prefix);
    }
    long length = arguments.whole("length");
    for (long i = 0; i < length - 2; i++) {
      words.add(Draw.from(Words.ADVERBS));
    }
    if (length > 1) {
      words.add(Draw.from(Words.ADJECTIVES));
    }
    words.add(Draw.from(Words.ANIMALS));
    String name = String.join(arguments.text("separator", "-"), words);
    return new Outcome.Done(planned.with("id", Value.of(name)));
  }
}
