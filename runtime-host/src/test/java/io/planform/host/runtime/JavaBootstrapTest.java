package io.planform.host.runtime;

import java.util.ArrayList;
import java.util.List;

/** The bootstrap with the JVM of the tests. */
class JavaBootstrapTest extends ModernJavaBootstrapContract {
  @Override
  Bootstrap bootstrap() {
    return (run, code) -> {
      List<String> command = new ArrayList<>(FunctionFiles.javaCommand());
      command.add(run.resolve("api.sock").toString());
      return new ProcessBuilder(command);
    };
  }
}
