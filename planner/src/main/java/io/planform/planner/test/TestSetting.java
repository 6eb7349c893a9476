package io.planform.planner.test;

import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.manifest.InputValues.Given;
import io.planform.spi.provider.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What all tests of a configuration share.
 *
 * @param tree the configuration under test
 * @param modules that runs have instead of it, by {@link TestRun#state source}
 * @param inputs what is given to variables from outside the tests
 * @param inputsOfDirectory the same for files in the directory of tests
 * @param directory of tests, relative to the root module
 */
public record TestSetting(
    ConfigurationTree tree,
    Map<TestRun, ConfigurationTree> modules,
    Map<String, Given> inputs,
    Map<String, Given> inputsOfDirectory,
    String directory,
    List<Provider> providers,
    Provider.Environment environment,
    Instant time) {

  ConfigurationTree tree(TestRun run) {
    return run.module() == null ? tree : modules.getOrDefault(run, tree);
  }

  Map<String, Given> inputs(TestFile file) {
    return file.name().startsWith(directory + "/") ? inputsOfDirectory : inputs;
  }
}
