package io.planform.planner.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code version}. */
final class VersionCommand implements Command {
  /** Of the tool, and the Terraform version whose language it speaks. */
  static final String VERSION = "0.1.0";

  static final String LANGUAGE = "1.11";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("version");
    spec.usageMessage().description("Prints the version.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    shell.out().println("Planform v" + VERSION);
    shell.out().println("on JDK " + Runtime.version() + ", language as Terraform " + LANGUAGE);
    return ExitCode.DONE;
  }
}
