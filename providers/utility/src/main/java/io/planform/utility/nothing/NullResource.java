package io.planform.utility.nothing;

import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.ManagedType;
import java.util.random.RandomGenerator;

/** {@code null_resource}: replaced when its triggers change. */
final class NullResource implements ManagedType {
  private static final Declaration DECLARATION =
      Declaration.builder()
          .optional("triggers", Type.map(Type.STRING), "Values whose change replaces the object.")
          .replaces()
          .computed("id", Type.STRING, "A random number.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    return new Outcome.Done(planned.with("id", Value.of(number())));
  }

  /** Up to 19 digits. */
  static String number() {
    return Long.toString(RandomGenerator.getDefault().nextLong(Long.MAX_VALUE));
  }
}
