package io.planform.planner.cli;

import java.nio.file.Path;
import java.util.List;

/** What tests say. */
class TestCasesTest extends TerraformCases {
  @Override
  Path cases() {
    return Path.of("src/test/resources/test-cases");
  }

  @Override
  List<String> complete(List<String> arguments) {
    return arguments;
  }

  @Override
  String words(int code, String out, String err) {
    return "\n" + TestWords.of(out + err);
  }
}
