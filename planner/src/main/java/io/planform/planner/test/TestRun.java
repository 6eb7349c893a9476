package io.planform.planner.test;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.PassedProvider;
import io.planform.planner.lang.Reference;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.test.mock.Overridden;
import io.planform.spi.diagnostic.SourceRange;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@code run} block.
 *
 * @param applies whether what is planned is applied
 * @param providers what names of providers mean, instead of what the file and the module say; empty
 *     for that
 * @param expectedFailures what is to fail, each in the root of the module
 * @param module that is run instead of the one the tests are about; null for that one
 * @param stateKey the state that is used; null for the one of the module
 */
public record TestRun(
    String name,
    boolean applies,
    PlanRequest request,
    SequencedMap<String, Body.Argument> variables,
    SequencedMap<String, PassedProvider> providers,
    List<Reference> expectedFailures,
    @Nullable ModuleCall module,
    List<Condition> assertions,
    List<Overridden> overrides,
    @Nullable String stateKey,
    SourceRange range) {

  /** Runs with the same key work on the same state. */
  String state() {
    return stateKey != null ? stateKey : module != null ? "module " + module.source() : "";
  }
}
