package io.planform.planner.cli.drift;

import io.planform.functiongraph.schedule.TimerSchedule;
import io.planform.planner.apply.Interruption;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Interrupts;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.format.FileReplacement;
import io.planform.planner.render.report.DriftFormat;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code drift watch}: looks from time to time, until it is stopped. */
final class DriftWatchCommand implements Command {
  private static final String SCHEDULE = "-schedule";
  private static final String METRICS = "-metrics";
  private static final String USUAL = "@every 15m";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("watch");
    spec.usageMessage()
        .description(
            "Looks for drift from time to time, until it is stopped. A report is printed whole when it"
                + " differs from the one before. Manifests and rules are read anew each time.");
    Detection.declare(spec);
    spec.addOption(
        Flags.named(
            SCHEDULE,
            "WHEN",
            "\"@every 15m\", as it is without this flag, or a cron expression of timers."));
    spec.addOption(
        Flags.named("-jitter", "DURATION", "How much later each time may be by chance (0s)."));
    spec.addOption(
        Flags.named(METRICS, "FILE", "Also writes numbers for Prometheus there each time."));
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line: each report whole."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    Shell shell = arguments.hasMatchedOption("-json") ? typed.forPrograms() : typed;
    Diagnostics diagnostics = new Diagnostics();
    Duration jitter = Flags.duration("-jitter", Duration.ZERO, arguments, diagnostics);
    TimerSchedule schedule = schedule(arguments, diagnostics);
    Detection detection = Detection.of(arguments, shell, diagnostics);
    shell.report(diagnostics.toList());
    if (schedule == null || diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    String metrics = arguments.matchedOptionValue(METRICS, "");
    Interruption stop = new Interruption();
    try (Interrupts _ =
        new Interrupts(
            stop,
            shell,
            Runnable::run,
            "The look that is under way is finished. A second interrupt stops at once.",
            () -> {})) {
      watch(
          new DriftSchedule(schedule, jitter, ThreadLocalRandom.current()),
          detection,
          metrics.isEmpty() ? null : shell.directory().resolve(metrics),
          stop,
          shell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  private static @Nullable TimerSchedule schedule(ParseResult arguments, Diagnostics diagnostics) {
    String text = arguments.matchedOptionValue(SCHEDULE, USUAL);
    return switch (TimerSchedule.parse("Cron", text)) {
      case TimerSchedule.Parsed.Valid(TimerSchedule valid) -> valid;
      case TimerSchedule.Parsed.Invalid(String reason) -> {
        diagnostics.add(
            Diagnostic.error("Invalid " + SCHEDULE, "\"" + text + "\": " + reason)
                .withHint("\"@every 15m\", or \"0 0 8 * * *\" for eight o'clock every day"));
        yield null;
      }
    };
  }

  private static void watch(
      DriftSchedule schedule,
      Detection detection,
      @Nullable Path metrics,
      Interruption stop,
      Shell shell)
      throws InterruptedException {
    DriftPrinter printer = new DriftPrinter(shell);
    Instant last;
    do {
      last = Instant.now();
      boolean _ =
          detection.look(
              report -> {
                printer.next(report);
                if (metrics != null) {
                  write(metrics, DriftFormat.METRICS.render(report), shell);
                }
              });
    } while (schedule.await(last, stop));
  }

  private static void write(Path file, String text, Shell shell) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      FileReplacement.replace(file, text);
    } catch (IOException e) {
      shell.report(
          Diagnostic.warning("The metrics were not written", file + ": " + e.getMessage(), null));
    }
  }
}
