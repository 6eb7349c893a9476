package io.planform.utility.catalogue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource type whose objects are in the state, or on this machine. Stateless. Without overrides:
 * an object is what was recorded of it, and updates and deletions touch nothing else.
 */
public interface ManagedType {

  Declaration declaration();

  /** Checks beyond the schema; parts of the configuration may be unknown. */
  default List<Diagnostic> validate(Value.Obj configuration) {
    return List.of();
  }

  default Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    return declaration().plan(prior, configuration);
  }

  default Read read(Value.Obj prior, Environment environment) {
    return Read.of(prior);
  }

  Outcome create(Value.Obj planned, Environment environment);

  default Outcome update(Value.Obj prior, Value.Obj planned, Environment environment) {
    return new Outcome.Done(planned);
  }

  default Outcome delete(Value.Obj prior, Environment environment) {
    return new Outcome.Done(null);
  }

  default Read importObject(String id, Environment environment) {
    return Faults.read(
        Diagnostic.error("Cannot be imported", "Objects of this type cannot be imported."));
  }
}
