package io.planform.planner.cli.deploy;

import io.planform.planner.apply.Interruption;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Interrupts;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.Watch;
import io.planform.planner.deploy.Webhooks;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.job.JobStore.Leadership;
import io.planform.store.job.Leader;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.LeaseLostException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy watch}: the same as {@code deploy run} from time to time, until it is stopped. */
final class DeployWatchCommand implements Command {
  private static final String LISTEN = "-listen";
  private static final long WAIT_FOR_LEAD_MILLIS = 1000;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("watch");
    spec.usageMessage()
        .description(
            "Polls the repositories and deploys what is new, until it is stopped. Of several that"
                + " record to one database, one works and the others stand by.");
    spec.addOption(
        Flags.named(
            LISTEN,
            "HOST:PORT",
            "Takes webhooks there, at /hooks/REPOSITORY, for repositories with a"
                + " webhook_secret_env; by default it only polls."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String listen = arguments.matchedOptionValue(LISTEN, "");
    if (!listen.isEmpty() && address(listen) == null) {
      shell.report(
          Diagnostic.error(
              "Invalid " + LISTEN,
              "It is a host that is known here, and a port: " + LISTEN + "=127.0.0.1:7410."));
      return ExitCode.ERROR;
    }
    return DeploySession.open(
        shell,
        session -> {
          Map<String, String> secrets = listen.isEmpty() ? Map.of() : secrets(session, shell);
          if (secrets == null) {
            return ExitCode.ERROR;
          }
          Wakening wakening = new Wakening();
          Interruption stop = new Interruption();
          try (Webhooks hooks = listen(listen, secrets, wakening);
              Mirrors mirrors = session.mirrors();
              Interrupts _ =
                  new Interrupts(
                      stop,
                      shell,
                      Runnable::run,
                      "What is under way is finished. A second interrupt stops at once.",
                      () -> {})) {
            if (hooks != null) {
              tell(shell, "webhooks at " + hooks.address());
            }
            stay(session, mirrors, wakening, stop, shell);
          } catch (IOException e) {
            shell.report(
                Diagnostic.error("Webhooks cannot be taken", listen + ": " + e.getMessage()));
            return ExitCode.ERROR;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ExitCode.DONE;
        });
  }

  /** Those of repositories with webhooks; null, reported, where one is not in the environment. */
  private static @Nullable Map<String, String> secrets(DeploySession session, Shell shell) {
    Map<String, String> secrets = new HashMap<>();
    for (DeploymentSettings settings : session.deployments()) {
      String variable = settings.repository().webhookVariable();
      String secret = variable == null ? null : shell.environment().getOrDefault(variable, "");
      if (secret != null && secret.isEmpty()) {
        shell.report(
            Diagnostic.error(
                "No secret for webhooks",
                "The environment has no "
                    + variable
                    + ", which the repository "
                    + settings.repository().name()
                    + " names."));
        return null;
      }
      if (secret != null) {
        secrets.put(settings.repository().name(), secret);
      }
    }
    return secrets;
  }

  /** Null where nobody listens. */
  private static @Nullable Webhooks listen(
      String listen, Map<String, String> secrets, Wakening wakening) throws IOException {
    InetSocketAddress address = address(listen);
    return address == null ? null : Webhooks.listen(address, secrets, wakening::wake);
  }

  /** Null if it is none, or of a host that nobody knows. */
  private static @Nullable InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      return null;
    }
    InetSocketAddress address =
        new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    return address.isUnresolved() ? null : address;
  }

  /** Hands what webhooks say to the watch that is under way, if there is one. */
  private static final class Wakening {
    private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();

    void wake(String repository) {
      Watch current = watch.get();
      if (current != null) {
        current.wake(settings -> settings.repository().name().equals(repository));
      }
    }
  }

  /** Leads whenever it can. */
  private static void stay(
      DeploySession session, Mirrors mirrors, Wakening wakening, Interruption stop, Shell shell)
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
            watch(session, mirrors, leader, wakening, stop, shell);
          } catch (LeaseLostException e) {
            shell.report(
                Diagnostic.warning("The lead is lost", String.valueOf(e.getMessage()), null));
          }
        }
      }
    }
  }

  private static void watch(
      DeploySession session,
      Mirrors mirrors,
      Leader leader,
      Wakening wakening,
      Interruption stop,
      Shell shell)
      throws StoreException, InterruptedException {
    Map<String, String> last = new ConcurrentHashMap<>();
    Watch watch =
        new Watch(
            session.deployments(),
            DeployRunCommand.reconciler(session, mirrors, leader, stop, shell),
            (settings, report) -> {
              String line = DeployRunCommand.line(settings, report);
              if (!line.equals(last.put(settings.name(), line))) {
                tell(shell, line);
              }
            },
            ThreadLocalRandom.current());
    wakening.watch.set(watch);
    try {
      watch.run(stop);
    } finally {
      wakening.watch.set(null);
    }
  }

  private static void tell(Shell shell, String line) {
    shell.out().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}
