package io.planform.planner.test;

import java.util.List;

/** How all tests ended. */
public record SuiteResult(List<FileResult> files, boolean interrupted) {

  public Status status() {
    return files.stream().map(FileResult::status).reduce(Status.SKIP, Status::and);
  }

  public long count(Status status) {
    return files.stream()
        .flatMap(file -> file.runs().stream())
        .filter(run -> run.status() == status)
        .count();
  }

  /** Whether all that was run is as it is to be, and nothing is left of it. */
  public boolean passed() {
    return status().compareTo(Status.FAIL) < 0 && !interrupted;
  }
}
