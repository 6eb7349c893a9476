package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code host down}. */
final class HostDownCommand extends LocalHostCommand {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(90);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("down");
    spec.usageMessage()
        .description("Stops the runtime host and removes its containers, networks and volumes.");
    return spec;
  }

  @Override
  int run(ParseResult arguments, Shell shell, LocalHost host)
      throws IOException, InterruptedException {
    try (HomeLock _ = HomeLock.take(host, shell)) {
      Leftovers before = Leftovers.of(host.home());
      Optional<HostRecord> running = host.record();
      Optional<Diagnostic> problem =
          running.isPresent() ? stop(running.get()) : Optional.<Diagnostic>empty();
      if (problem.isPresent()) {
        shell.report(problem.get());
        return ExitCode.ERROR;
      }
      Leftovers.of(host.home()).remove();
      Leftovers after = Leftovers.of(host.home());
      String what = running.isPresent() ? "was stopped" : "is not running";
      String removed = before.isEmpty() ? "" : " Removed: " + before + ".";
      shell.out().println("The runtime host " + what + "." + removed);
      if (!after.isEmpty()) {
        shell.report(stillThere(after));
        return ExitCode.ERROR;
      }
      return ExitCode.DONE;
    }
  }

  private static Optional<Diagnostic> stop(HostRecord host) throws InterruptedException {
    Optional<ProcessHandle> process = host.process();
    if (process.isEmpty()) {
      return Optional.empty();
    }
    if (!process.get().destroy() && process.get().isAlive()) {
      return Optional.of(
          Diagnostic.error(
              "The runtime host may not be stopped by you",
              "Its process " + host.pid() + " belongs to another user."));
    }
    try {
      process.get().onExit().get(GONE_WITHIN.toSeconds(), TimeUnit.SECONDS);
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.of(
          Diagnostic.error(
                  "The runtime host did not stop",
                  "Its process "
                      + host.pid()
                      + " is still there "
                      + GONE_WITHIN.toSeconds()
                      + " s after it was asked to end.")
              .withHint("kill -9 " + host.pid() + ", then planform host down removes the rest"));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Diagnostic stillThere(Leftovers after) {
    return Diagnostic.error(
            "Not everything could be removed", "The container engine still has " + after + ".")
        .withHint("run planform host down again, or look with docker ps -a");
  }
}
