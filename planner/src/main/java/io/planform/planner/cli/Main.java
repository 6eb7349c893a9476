package io.planform.planner.cli;

import io.planform.huaweicloud.HuaweicloudProvider;
import io.planform.planner.cli.adoption.ImportCommand;
import io.planform.planner.cli.console.ConsoleCommand;
import io.planform.planner.cli.deploy.DeployCommand;
import io.planform.planner.cli.drift.DriftCommand;
import io.planform.planner.cli.function.InvokeCommand;
import io.planform.planner.cli.function.LogsCommand;
import io.planform.planner.cli.function.MetricsCommand;
import io.planform.planner.cli.host.HostCommand;
import io.planform.planner.cli.project.BuiltIn;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.Terminal;
import io.planform.planner.cli.state.ForceUnlockCommand;
import io.planform.planner.cli.state.StateCommand;
import io.planform.planner.cli.state.TaintCommand;
import io.planform.planner.cli.workspace.WorkspaceCommand;
import io.planform.planner.render.text.Palette;
import io.planform.spi.provider.Provider;
import io.planform.utility.archive.ArchiveProvider;
import io.planform.utility.external.ExternalProvider;
import io.planform.utility.http.HttpProvider;
import io.planform.utility.local.LocalProvider;
import io.planform.utility.nothing.NullProvider;
import io.planform.utility.random.RandomProvider;
import io.planform.utility.terraform.TerraformProvider;
import io.planform.utility.time.TimeProvider;
import io.planform.utility.tls.TlsProvider;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The process {@code planform}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = terminal(environment);
    CommandLineInterface cli = new CommandLineInterface(commands());
    Path directory = Path.of("").toAbsolutePath();
    int code =
        cli.run(
            List.of(arguments), new Shell(cli, providers(), terminal, environment, directory, ""));
    terminal.out().flush();
    System.exit(code);
  }

  static List<Command> commands() {
    return List.of(
        new UpCommand(),
        new HostCommand(),
        new InitCommand(),
        new ValidateCommand(),
        new FmtCommand(),
        new ConvertCommand(),
        new GetCommand(),
        new GraphCommand(),
        new ProvidersCommand(),
        new TestCommand(),
        new PlanCommand(),
        ApplyCommand.apply(),
        ApplyCommand.destroy(),
        new PolicyCommand(),
        new DriftCommand(),
        new DeployCommand(),
        new OutputCommand(),
        new ShowCommand(),
        new StateCommand(),
        new RefreshCommand(),
        new ImportCommand(),
        TaintCommand.taint(),
        TaintCommand.untaint(),
        new ForceUnlockCommand(),
        new WorkspaceCommand(),
        new ConsoleCommand(),
        new InvokeCommand(),
        new LogsCommand(InstantSource.system()),
        new MetricsCommand(),
        new CompletionCommand(),
        new VersionCommand());
  }

  private static List<Provider> providers() {
    return List.of(
        new HuaweicloudProvider(),
        new ArchiveProvider(),
        new ExternalProvider(Duration.ofMinutes(10)),
        new HttpProvider(new HttpProvider.Limits(Duration.ofMinutes(2), 10_000_000)),
        new LocalProvider(),
        new NullProvider(),
        new RandomProvider(),
        new TerraformProvider(new BuiltIn()),
        new TimeProvider(Clock.systemUTC()),
        new TlsProvider(Clock.systemUTC(), Duration.ofSeconds(30)));
  }

  private static Terminal terminal(Map<String, String> environment) {
    boolean interactive = isTerminal();
    boolean colored =
        interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        interactive,
        interactive,
        colored ? Palette.COLOR : Palette.PLAIN);
  }

  // NullAway does not know that it is never null.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        true,
        StandardCharsets.UTF_8);
  }
}
