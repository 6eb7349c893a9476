package io.planform.planner.test;

import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.manifest.TestSources;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests of a root module.
 *
 * @param files in the order of their names
 * @param modules that runs have instead of the root
 */
public record Tests(List<TestFile> files, Map<TestRun, ConfigurationTree> modules) {

  /** Reads tests, and the modules of their runs, which are fetched where that is needed. */
  public static Tests read(TestSources sources, String directory, Diagnostics diagnostics) {
    List<TestFile> files = new TestFileReader(sources, diagnostics).read(directory);
    Map<TestRun, ConfigurationTree> modules = new HashMap<>();
    for (TestFile file : files) {
      for (TestRun run : file.runs()) {
        ConfigurationTree tree = run.module() == null ? null : sources.module(run.module());
        if (tree != null) {
          modules.put(run, tree);
        }
      }
    }
    return new Tests(files, modules);
  }

  /**
   * Finds what is wrong with runs before any of them runs.
   *
   * @param tree of the root module
   */
  public void check(ConfigurationTree tree, Diagnostics diagnostics) {
    for (TestFile file : files) {
      for (TestRun run : file.runs()) {
        ConfigurationTree subject = modules.getOrDefault(run, tree);
        ExpectedFailures _ = new ExpectedFailures(run, subject.root(), diagnostics);
      }
    }
  }
}
