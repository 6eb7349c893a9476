package io.planform.planner.test;

import io.planform.planner.apply.Interruption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Runs files of tests, one after the other. */
public final class Suite {
  private final TestSetting setting;
  private final TestListener listener;
  private volatile @Nullable FileExecution current;

  public Suite(TestSetting setting, TestListener listener) {
    this.setting = setting;
    this.listener = listener;
  }

  /**
   * @param interruption once requested, no further run starts; what was made is destroyed all the
   *     same
   */
  public SuiteResult run(List<TestFile> files, Interruption interruption) {
    listener.found(files);
    List<FileResult> results = new ArrayList<>();
    for (TestFile file : files) {
      if (interruption.isRequested()) {
        break;
      }
      FileExecution execution = new FileExecution(setting, file, listener, interruption);
      current = execution;
      results.add(execution.execute());
    }
    current = null;
    SuiteResult result = new SuiteResult(results, interruption.isRequested());
    listener.ended(result);
    return result;
  }

  /** What is there at this moment and is not destroyed yet; from any thread. */
  public SequencedMap<String, List<Leftover>> present() {
    SequencedMap<String, List<Leftover>> present = new LinkedHashMap<>();
    FileExecution execution = current;
    if (execution != null && !execution.inStates().isEmpty()) {
      present.put(execution.file().name(), execution.inStates());
    }
    return present;
  }
}
