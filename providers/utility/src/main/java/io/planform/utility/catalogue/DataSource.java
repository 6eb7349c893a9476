package io.planform.utility.catalogue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import java.util.List;

/** A data source. Stateless. */
public interface DataSource {

  Declaration declaration();

  /** Checks beyond the schema; parts of the configuration may be unknown. */
  default List<Diagnostic> validate(Value.Obj configuration) {
    return List.of();
  }

  /**
   * @param configuration wholly known, with defaults
   */
  Read read(Value.Obj configuration, Environment environment);
}
