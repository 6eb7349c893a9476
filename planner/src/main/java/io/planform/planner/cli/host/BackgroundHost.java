package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;

/** The runtime host as other commands need it: running. */
public final class BackgroundHost {
  private BackgroundHost() {}

  /**
   * Sees to it that the host runs, and says so, or why it cannot.
   *
   * @param approved whether a container engine may be installed and started without a question
   * @return one of {@link ExitCode}
   */
  public static int start(Shell shell, boolean approved) {
    return LocalHostCommand.guarded(
        shell,
        host ->
            HostUpCommand.start(shell, host, HostStart.Ports.DEFAULT, approved).isPresent()
                ? ExitCode.DONE
                : ExitCode.ERROR);
  }
}
