package io.planform.planner.cli.host;

import io.planform.planner.cli.host.HostStart.Outcome;
import io.planform.planner.cli.host.HostStart.Ports;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code host up}. */
final class HostUpCommand extends LocalHostCommand {
  static final String AUTO_APPROVE = "-auto-approve";

  private static final String PORT = "-port";
  private static final String GATEWAY_PORT = "-gateway-port";
  private static final String TLS_PORT = "-tls-port";
  private static final String BUCKET_PORT = "-bucket-port";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("up");
    spec.usageMessage().description("Starts the runtime host in the background and waits for it.");
    spec.addOption(port(PORT, "Serves the API here instead of on 7400."));
    spec.addOption(port(GATEWAY_PORT, "Serves the gateway here instead of on 7480."));
    spec.addOption(
        port(
            TLS_PORT,
            "Serves the gateway with TLS here instead of on 7443, or a free port beside"
                + " -gateway-port."));
    spec.addOption(port(BUCKET_PORT, "Serves object storage here instead of on 7490."));
    spec.addOption(
        OptionSpec.builder(AUTO_APPROVE)
            .description("Installs and starts a container engine without asking.")
            .build());
    return spec;
  }

  private static OptionSpec port(String name, String description) {
    return OptionSpec.builder(name)
        .paramLabel("PORT")
        .type(Integer.class)
        .description(description)
        .build();
  }

  @Override
  int run(ParseResult arguments, Shell shell, LocalHost host)
      throws IOException, InterruptedException {
    Ports ports =
        new Ports(
            given(arguments, PORT),
            given(arguments, GATEWAY_PORT),
            given(arguments, TLS_PORT),
            given(arguments, BUCKET_PORT));
    boolean approved = arguments.hasMatchedOption(AUTO_APPROVE);
    return start(shell, host, ports, approved).isPresent() ? ExitCode.DONE : ExitCode.ERROR;
  }

  private static OptionalInt given(ParseResult arguments, String flag) {
    return arguments.hasMatchedOption(flag)
        ? OptionalInt.of(arguments.<Integer>matchedOptionValue(flag, 0))
        : OptionalInt.empty();
  }

  /** Sees to it that the host runs, and says so; empty where it cannot, which is said too. */
  static Optional<HostRecord> start(Shell shell, LocalHost host, Ports ports, boolean approved)
      throws IOException, InterruptedException {
    Optional<Installation> installation = Installation.ofThisProcess();
    if (installation.isEmpty()) {
      shell.report(notInstalled());
      return Optional.empty();
    }
    Doctor doctor = new Doctor(installation.get(), host.home());
    EngineSetup engine = new EngineSetup(installation.get(), doctor, approved, shell);
    return switch (new HostStart(host, installation.get(), engine, ports, shell).run()) {
      case Outcome.AlreadyRunning(HostRecord running) -> {
        announce(shell, "is running", running);
        yield Optional.of(running);
      }
      case Outcome.Started(HostRecord started) -> {
        announce(shell, "was started", started);
        yield Optional.of(started);
      }
      case Outcome.Failed(Diagnostic diagnostic) -> {
        shell.report(diagnostic);
        yield Optional.empty();
      }
    };
  }

  private static void announce(Shell shell, String what, HostRecord host) {
    shell
        .out()
        .println(
            "The runtime host "
                + what
                + ": API "
                + host.api()
                + ", gateway "
                + host.gateway()
                + " and "
                + host.secureGateway()
                + ", buckets "
                + host.buckets()
                + " (process "
                + host.pid()
                + ").");
  }

  static Diagnostic notInstalled() {
    return Diagnostic.error(
            "The runtime host's files are not known",
            "This process was not started by the launcher, which tells where they are.")
        .withHint("start it with ./planform, or with bin/planform of a distribution");
  }
}
