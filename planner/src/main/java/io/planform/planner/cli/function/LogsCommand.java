package io.planform.planner.cli.function;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.FunctionOperations.LogQuery;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code logs FUNC}: what a function wrote. */
public final class LogsCommand implements Command {
  private static final int USUAL_CALLS = 100;
  private static final int MOST_CALLS = 5000;
  private static final Duration USUAL_TIME = Duration.ofDays(1);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final InstantSource clock;

  public LogsCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("logs");
    spec.usageMessage().description("Prints what a function wrote, call by call.");
    AppliedFunction.declare(spec);
    spec.addOption(Flags.flag("-f", "Goes on printing the logs of calls that end."));
    spec.addOption(
        OptionSpec.builder("-n")
            .paramLabel("CALLS")
            .type(Integer.class)
            .description("How many calls at most, the latest ones (" + USUAL_CALLS + ").")
            .build());
    spec.addOption(Flags.named("-since", "DURATION", "Calls that ended within it, 30m say (24h)."));
    spec.addOption(Flags.named("-request-id", "ID", "One call."));
    spec.addOption(Flags.named("-version", "NAME", "Calls of one version."));
    spec.addOption(
        Flags.named(
            "-status",
            "STATUS",
            "success, or a cause: code_error, timed_out, memory_exceeded, disk_exceeded,"
                + " load_failed, initialization_failed, system_error."));
    spec.addOption(Flags.named("-grep", "TEXT", "Calls whose log has the text, in either case."));
    spec.addOption(Flags.flag("-json", "One object a call."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    int calls = arguments.matchedOptionValue("-n", USUAL_CALLS);
    if (calls < 1 || calls > MOST_CALLS) {
      diagnostics.add(Diagnostic.error("Wrong number of calls", "-n is 1 to " + MOST_CALLS + "."));
    }
    Duration since = Flags.duration("-since", USUAL_TIME, arguments, diagnostics);
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    LogQuery query =
        new LogQuery(
            clock.instant().minus(since),
            clock.instant(),
            arguments.matchedOptionValue("-request-id", ""),
            arguments.matchedOptionValue("-version", ""),
            arguments.matchedOptionValue("-status", ""),
            arguments.matchedOptionValue("-grep", ""),
            "",
            true,
            calls);
    boolean follow = arguments.hasMatchedOption("-f");
    LogPrinter printer = new LogPrinter(shell.out(), arguments.hasMatchedOption("-json"));
    return AppliedFunction.use(
        arguments,
        shell,
        (functions, urn) -> {
          LogReading reading = new LogReading(functions, urn, query, printer);
          var problems = follow ? reading.follow(POLL) : reading.latest();
          shell.report(problems);
          return problems.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
        });
  }
}
