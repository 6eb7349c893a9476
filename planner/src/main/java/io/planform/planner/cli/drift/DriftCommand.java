package io.planform.planner.cli.drift;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.render.report.DriftFormat;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code drift}: what changed outside since the last apply, who did it, and what nobody manages.
 */
public final class DriftCommand implements Command {
  private static final String FORMATS = String.join(", ", DriftFormat.names());

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("drift");
    spec.usageMessage()
        .description(
            "Shows what is not as it was applied and who changed it, and what no state owns. Changes"
                + " nothing.");
    Detection.declare(spec);
    spec.addOption(Flags.flag("-detailed-exitcode", "Answers 2 if anything drifted."));
    spec.addOption(
        Flags.flag("-json", "Prints one JSON object a line, the last of them a report."));
    spec.addOption(Flags.named("-as", "FORMAT", "Prints a document instead: " + FORMATS + "."));
    return spec;
  }

  @Override
  public List<Command> subcommands() {
    return List.of(new DriftWatchCommand());
  }

  @Override
  public boolean isGroup() {
    return false;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    boolean json = arguments.hasMatchedOption("-json");
    Shell shell = json ? typed.forPrograms() : typed;
    Diagnostics diagnostics = new Diagnostics();
    Detection detection = Detection.of(arguments, shell, diagnostics);
    String name = arguments.matchedOptionValue("-as", "");
    DriftFormat format = DriftFormat.named(name).orElse(null);
    if (!name.isEmpty() && (format == null || json)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid use of -as", "It is one of " + FORMATS + ", and stands without -json."));
    }
    shell.report(diagnostics.toList());
    if (diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    AtomicBoolean drifted = new AtomicBoolean();
    boolean complete =
        detection.look(
            (DriftReport report) -> {
              drifted.set(report.isDrifted());
              if (format == null) {
                new DriftPrinter(shell).whole(report);
              } else {
                shell.out().print(format.render(report));
              }
            });
    if (!complete) {
      return ExitCode.ERROR;
    }
    boolean detailed = arguments.hasMatchedOption("-detailed-exitcode");
    return detailed && drifted.get() ? ExitCode.CHANGES : ExitCode.DONE;
  }
}
