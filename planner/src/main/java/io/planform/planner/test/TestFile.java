package io.planform.planner.test;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.test.mock.Mock;
import io.planform.planner.test.mock.Overridden;
import java.util.List;
import java.util.SequencedMap;

/**
 * A file of tests.
 *
 * @param name relative to the root module
 * @param variables for all runs
 * @param providers by {@code name} or {@code name.alias}; a name is not in {@code mocks} too
 * @param mocks by {@code name} or {@code name.alias}
 * @param runs in the order in which they run
 */
public record TestFile(
    String name,
    SequencedMap<String, Body.Argument> variables,
    SequencedMap<String, ProviderBlock> providers,
    SequencedMap<String, Mock> mocks,
    List<Overridden> overrides,
    List<TestRun> runs) {

  /** The run with a name; its place is after all if there is none. */
  int place(String run) {
    for (int at = 0; at < runs.size(); at++) {
      if (runs.get(at).name().equals(run)) {
        return at;
      }
    }
    return runs.size();
  }
}
