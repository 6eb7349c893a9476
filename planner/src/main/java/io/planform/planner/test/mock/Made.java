package io.planform.planner.test.mock;

import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Values of what a provider would compute of an object; what is not among them is made up.
 *
 * @param duringPlan whether they are known when the object is planned; null where that is not said
 * @param range of what says so, for errors
 */
public record Made(Value.Obj values, @Nullable Boolean duringPlan, SourceRange range) {}
