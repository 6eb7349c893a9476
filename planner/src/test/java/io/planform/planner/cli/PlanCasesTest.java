package io.planform.planner.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is planned from one state to the next. */
class PlanCasesTest extends TerraformCases {
  @Override
  Path cases() {
    return Path.of("src/test/resources/plan-cases");
  }

  @Override
  List<String> complete(List<String> arguments) {
    List<String> complete = new ArrayList<>(arguments);
    switch (arguments.getFirst()) {
      case "plan" -> complete.add("-detailed-exitcode");
      case "apply", "destroy" -> complete.add("-auto-approve");
      default -> {}
    }
    return complete;
  }

  /** Of an apply only how it ended. */
  @Override
  String words(int code, String out, String err) {
    String how = code == 0 ? "" : code == 2 ? " => changes" : " => failed";
    return how + "\n" + PlanWords.of(out, err);
  }
}
