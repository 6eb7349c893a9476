package io.planform.utility.catalogue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import java.util.List;

/** A type of ephemeral objects that need neither renewal nor an end. Stateless. */
public interface EphemeralType {

  Declaration declaration();

  /** Checks beyond the schema; parts of the configuration may be unknown. */
  default List<Diagnostic> validate(Value.Obj configuration) {
    return List.of();
  }

  /**
   * @param configuration wholly known, with defaults
   */
  Value.Obj open(Value.Obj configuration);
}
