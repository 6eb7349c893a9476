package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;

/** Evaluates a body and checks it against a schema. */
@FunctionalInterface
public interface Decoder {

  /** After an error the answer is unknown in parts; it must not be used for more than going on. */
  Value.Obj decode(Body body, Schema schema, Scope scope, Diagnostics diagnostics);
}
