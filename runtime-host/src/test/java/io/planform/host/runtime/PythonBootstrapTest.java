package io.planform.host.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;

/** The bootstrap with this machine's Python. */
class PythonBootstrapTest extends PythonBootstrapContract {
  @Override
  Bootstrap bootstrap() {
    assumeTrue(FunctionFiles.runs("python3", "--version"), "python3 is not installed here");
    return (run, code) -> {
      var command = new ProcessBuilder("python3", "-B", "-m", "planform_runtime");
      command.directory(new File("../runtimes/python/bootstrap"));
      command.environment().put("PLANFORM_SOCKET", run.resolve("api.sock").toString());
      return command;
    };
  }
}
