package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code host}: the runtime host as a background process. */
public final class HostCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("host");
    spec.usageMessage().description("Starts, stops and looks at the runtime host of this machine.");
    return spec;
  }

  @Override
  public List<Command> subcommands() {
    return List.of(
        new HostUpCommand(),
        new HostDownCommand(),
        new HostStatusCommand(),
        new HostLogsCommand(),
        new HostAuditCommand(),
        new HostDoctorCommand(),
        new HostImagesCommand());
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return ExitCode.ERROR;
  }
}
