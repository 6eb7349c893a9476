package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code host status}. */
final class HostStatusCommand extends LocalHostCommand {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("status");
    spec.usageMessage().description("Says whether the runtime host runs, and where.");
    return spec;
  }

  @Override
  int run(ParseResult arguments, Shell shell, LocalHost host)
      throws IOException, InterruptedException {
    return switch (host.state()) {
      case LocalHost.State.Running(HostRecord running) -> {
        print(shell, host, running);
        yield ExitCode.DONE;
      }
      case LocalHost.State.Silent(HostRecord silent) -> {
        shell.report(
            Diagnostic.error(
                    "The runtime host does not answer",
                    "Its process " + silent.pid() + " is there; " + silent.api() + " is silent.")
                .withHint("planform host logs tells why; planform host down stops it"));
        yield ExitCode.ERROR;
      }
      case LocalHost.State.Down() -> {
        shell.out().println("The runtime host is not running. planform host up starts it.");
        yield ExitCode.ERROR;
      }
    };
  }

  private static void print(Shell shell, LocalHost host, HostRecord running) {
    shell.out().println("The runtime host is running.");
    shell.out().println("  API      " + running.api());
    shell.out().println("  gateway  " + running.gateway());
    shell
        .out()
        .println("           " + running.secureGateway() + ", its certificates are signed by");
    shell
        .out()
        .println("           " + host.home().resolve("tls/ca.pem") + ": clients trust it by");
    shell.out().println("           curl --cacert, or in the system's store of certificates");
    shell.out().println("  buckets  " + running.buckets());
    shell.out().println("  process  " + running.pid() + ", since " + running.startedAt());
    shell.out().println("  version  " + running.version());
    shell.out().println("  home     " + host.home());
  }
}
