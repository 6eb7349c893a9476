package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.ParseResult;

/** A command about the runtime host of this home. */
abstract class LocalHostCommand implements Command {

  /**
   * @return one of {@link ExitCode}
   */
  abstract int run(ParseResult arguments, Shell shell, LocalHost host)
      throws IOException, InterruptedException;

  @Override
  public final int run(ParseResult arguments, Shell shell) {
    return guarded(shell, host -> run(arguments, shell, host));
  }

  /** What is done with a host. */
  interface Action {
    int run(LocalHost host) throws IOException, InterruptedException;
  }

  /** Runs the action on the host of the shell's home; what fails is reported. */
  static int guarded(Shell shell, Action action) {
    try {
      return action.run(new LocalHost(shell.home()));
    } catch (IOException | UncheckedIOException e) {
      shell.report(
          Diagnostic.error(
              "The runtime host's files or processes are not usable", String.valueOf(e)));
      return ExitCode.ERROR;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
