package io.planform.utility.nothing;

import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;

/** {@code null_data_source}: gives back what it is given. */
final class NullDataSource implements DataSource {
  private static final Declaration DECLARATION =
      Declaration.builder()
          .optional("inputs", Type.map(Type.STRING), "Values to give back.")
          .computed("outputs", Type.map(Type.STRING), "The inputs.")
          .computed("random", Type.STRING, "A random number, another one at each reading.")
          .defaulted("has_computed_default", Value.of("default"), "For tests; a text.")
          .computed("id", Type.STRING, "Always static.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Read read(Value.Obj configuration, Environment environment) {
    return Read.of(
        configuration
            .with("outputs", configuration.get("inputs"))
            .with("random", Value.of(NullResource.number()))
            .with("id", Value.of("static")));
  }
}
