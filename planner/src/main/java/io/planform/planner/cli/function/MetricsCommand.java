package io.planform.planner.cli.function;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.FunctionOperations.Measured;
import io.planform.spi.provider.FunctionOperations.Point;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code metrics FUNC}: how often a function was called, and what that took. */
public final class MetricsCommand implements Command {
  private static final Duration USUAL_TIME = Duration.ofHours(1);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("metrics");
    spec.usageMessage().description("Shows how often a function was called and what it took.");
    AppliedFunction.declare(spec);
    spec.addOption(
        Flags.named(
            "-since",
            "DURATION",
            "How far to look back, 15m say (1h). Up to an hour is told by minutes."));
    spec.addOption(
        Flags.named("-version", "NAME", "One version, or an alias as !NAME; else all together."));
    spec.addOption(Flags.flag("-cost", "Shows what is billed instead."));
    spec.addOption(Flags.flag("-json", "One object."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Duration since = Flags.duration("-since", USUAL_TIME, arguments, diagnostics);
    if (since.toMinutes() < 1 && !diagnostics.hasErrors()) {
      diagnostics.add(Diagnostic.error("Invalid -since", "It is a minute or more."));
    }
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    String version = arguments.matchedOptionValue("-version", "");
    boolean cost = arguments.hasMatchedOption("-cost");
    boolean json = arguments.hasMatchedOption("-json");
    return AppliedFunction.use(
        arguments,
        shell,
        (functions, urn) -> {
          String wanted = version.isEmpty() ? urn : urn + ":" + version;
          return switch (functions.metrics(wanted, (int) since.toMinutes())) {
            case Measured.NotRead(List<Diagnostic> problems) -> {
              shell.report(problems);
              yield ExitCode.ERROR;
            }
            case Measured.Found(List<Point> points) -> show(points, wanted, cost, json, shell);
          };
        });
  }

  private static int show(List<Point> points, String urn, boolean cost, boolean json, Shell shell) {
    MetricReport report = MetricReport.of(points);
    if (cost && !report.tellsCost()) {
      shell.report(
          Diagnostic.error(
              "What is billed is not known",
              "The target does not tell billing durations function by function;"
                  + " only the runtime host does."));
      return ExitCode.ERROR;
    }
    if (json) {
      shell.out().println(report.json(urn));
    } else {
      (cost ? report.costs() : report.calls()).forEach(shell.out()::println);
    }
    return ExitCode.DONE;
  }
}
