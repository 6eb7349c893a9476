package io.planform.planner.test;

import java.util.List;

/** Hears of the progress of tests, in the order in which things happen. */
public interface TestListener {

  void found(List<TestFile> files);

  void fileStarted(TestFile file);

  void runStarted(TestFile file, TestRun run);

  void runEnded(TestFile file, RunResult result);

  void tearingDown(TestFile file);

  /** What was made in the state that a run used last is destroyed. */
  void tearingDown(TestFile file, TestRun run);

  /** A state could not be torn down. */
  void left(TestFile file, Leftover leftover);

  void fileEnded(FileResult result);

  void ended(SuiteResult result);
}
