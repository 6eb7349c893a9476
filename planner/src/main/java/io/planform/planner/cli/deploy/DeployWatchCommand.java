package io.planform.planner.cli.deploy;

import io.planform.planner.apply.Interruption;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Interrupts;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.Watch;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.job.JobStore.Leadership;
import io.planform.store.job.Leader;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.LeaseLostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy watch}: the same as {@code deploy run} from time to time, until it is stopped. */
final class DeployWatchCommand implements Command {
  private static final long WAIT_FOR_LEAD_MILLIS = 1000;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("watch");
    spec.usageMessage()
        .description(
            "Polls the repositories and deploys what is new, until it is stopped. Of several that"
                + " record to one database, one works and the others stand by.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        shell,
        session -> {
          Interruption stop = new Interruption();
          try (Mirrors mirrors = session.mirrors();
              Interrupts _ =
                  new Interrupts(
                      stop,
                      shell,
                      Runnable::run,
                      "What is under way is finished. A second interrupt stops at once.",
                      () -> {})) {
            stay(session, mirrors, stop, shell);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ExitCode.DONE;
        });
  }

  /** Leads whenever it can. */
  private static void stay(DeploySession session, Mirrors mirrors, Interruption stop, Shell shell)
      throws StoreException, InterruptedException {
    String told = "";
    while (!stop.isRequested()) {
      switch (session
          .store()
          .lead(Leasing.who(shell).actor(), "planform deploy watch", DeployRunCommand.LEAD)) {
        case Leadership.Busy(LeaseHolder holder) -> {
          if (!holder.id().equals(told)) {
            tell(
                shell,
                "standing by: %s leads with '%s'".formatted(holder.actor(), holder.command()));
            told = holder.id();
          }
          Thread.sleep(WAIT_FOR_LEAD_MILLIS);
        }
        case Leadership.Granted(Leader leader) -> {
          try (leader) {
            tell(shell, "watching %d deployments".formatted(session.deployments().size()));
            watch(session, mirrors, leader, stop, shell);
          } catch (LeaseLostException e) {
            shell.report(
                Diagnostic.warning("The lead is lost", String.valueOf(e.getMessage()), null));
          }
        }
      }
    }
  }

  private static void watch(
      DeploySession session, Mirrors mirrors, Leader leader, Interruption stop, Shell shell)
      throws StoreException, InterruptedException {
    Map<String, String> last = new ConcurrentHashMap<>();
    new Watch(
            session.deployments(),
            DeployRunCommand.reconciler(session, mirrors, leader, stop, shell),
            (settings, report) -> {
              String line = DeployRunCommand.line(settings, report);
              if (!line.equals(last.put(settings.name(), line))) {
                tell(shell, line);
              }
            },
            ThreadLocalRandom.current())
        .run(stop);
  }

  private static void tell(Shell shell, String line) {
    shell.out().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}
