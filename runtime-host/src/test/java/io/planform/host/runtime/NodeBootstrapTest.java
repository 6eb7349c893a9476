package io.planform.host.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The bootstrap with this machine's Node.js. */
class NodeBootstrapTest extends ModernNodeBootstrapContract {
  @Override
  Bootstrap bootstrap() {
    assumeTrue(FunctionFiles.runs("node", "--version"), "node is not installed here");
    return (run, code) -> {
      var command =
          new ProcessBuilder(
              "node", Path.of("../runtimes/node/bootstrap/main.js").toAbsolutePath().toString());
      command.environment().put("PLANFORM_SOCKET", run.resolve("api.sock").toString());
      return command;
    };
  }
}
