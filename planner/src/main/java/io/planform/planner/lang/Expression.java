package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.List;

/** Something with a value: parsed once, evaluated any number of times. */
public interface Expression {

  /** Where it stands. */
  SourceRange range();

  /**
   * Every reference to something outside the expression, in order of appearance; names bound by a
   * {@code for} are not among them.
   */
  List<Reference> references();

  /**
   * Evaluates. After an error the answer is an unknown value, so that the caller can go on and find
   * further errors; nothing is thrown for what a user wrote.
   */
  Value evaluate(Scope scope, Diagnostics diagnostics);
}
