package io.planform.utility.terraform;

import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.ManagedType;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code terraform_data}: keeps a value of any type, and is replaced when another one changes. */
final class TerraformData implements ManagedType {
  private static final Declaration DECLARATION =
      Declaration.builder()
          .optional("input", Type.DYNAMIC, "A value to keep.")
          .computed("output", Type.DYNAMIC, "The input, once it is applied.")
          .optional("triggers_replace", Type.DYNAMIC, "A value whose change replaces the object.")
          .replaces()
          .computed("id", Type.STRING, "A random UUID.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    Planned planned = DECLARATION.plan(prior, configuration);
    Value input = configuration.get("input");
    Value output = input.isNull() ? input : new Value.Unknown(input.type());
    if (prior != null && prior.get("input").equals(input)) {
      output = prior.get("output");
    }
    return new Planned(
        planned.state().with("output", output), planned.replace(), planned.diagnostics());
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    Value id = Value.of(UUID.randomUUID().toString());
    return new Outcome.Done(planned.with("output", planned.get("input")).with("id", id));
  }

  @Override
  public Outcome update(Value.Obj prior, Value.Obj planned, Environment environment) {
    return new Outcome.Done(planned.with("output", planned.get("input")));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    return Read.of(DECLARATION.object(Map.of("id", Value.of(id))));
  }
}
