package io.planform.planner.cli.project;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.Origin;
import io.planform.store.state.Run;
import io.planform.store.state.RunRequest;
import io.planform.store.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the lease on a state for a command. */
public final class Leasing {
  private Leasing() {}

  /** What a command does under the lease. */
  @FunctionalInterface
  public interface Use {
    int with(Run run) throws StoreException;
  }

  /** Answers {@link ExitCode#LEASE_BUSY} if somebody else holds the state for too long. */
  public static int hold(StateStore store, String workspace, Duration wait, Shell shell, Use use)
      throws StoreException {
    return hold(store, workspace, wait, null, shell, use);
  }

  /**
   * @param planHash digest of the saved plan that is applied; null for any other change
   */
  public static int hold(
      StateStore store,
      String workspace,
      Duration wait,
      @Nullable String planHash,
      Shell shell,
      Use use)
      throws StoreException {
    RunRequest who = new RunRequest(shell.commandLine(), actor(shell), null, planHash);
    return use(store.begin(workspace, who, wait), shell, use);
  }

  /** To take over a state from elsewhere. */
  public static int takeOver(
      StateStore store,
      String workspace,
      @Nullable Origin origin,
      Duration wait,
      Shell shell,
      Use use)
      throws StoreException {
    return use(store.begin(workspace, who(shell), origin, wait), shell, use);
  }

  private static int use(StateStore.Acquired acquired, Shell shell, Use use) throws StoreException {
    return switch (acquired) {
      case StateStore.Acquired.Busy(LeaseHolder holder) -> busy(holder, shell);
      case StateStore.Acquired.Granted(Run run) -> {
        try (run) {
          yield use.with(run);
        }
      }
    };
  }

  /** Who runs this command, and which. */
  public static RunRequest who(Shell shell) {
    return new RunRequest(shell.commandLine(), actor(shell), null, null);
  }

  private static String actor(Shell shell) {
    String user = System.getProperty("user.name", "unknown");
    return user + "@" + host(shell);
  }

  /** Shells know the name but seldom export it. */
  private static String host(Shell shell) {
    String host = shell.environment().get("HOSTNAME");
    if (host != null) {
      return host;
    }
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  public static int busy(LeaseHolder holder, Shell shell) {
    shell.report(
        Diagnostic.error(
                "Another run holds the state",
                holder.actor()
                    + " has been running '"
                    + holder.command()
                    + "' for "
                    + age(Duration.between(holder.since(), Instant.now()))
                    + ", since "
                    + holder.since()
                    + ". Its lease is "
                    + holder.id()
                    + ".")
            .withHint(
                "-lock-timeout=5m waits for it; if it is dead, its lease ends by itself at "
                    + holder.expires()
                    + ", or at once by 'planform force-unlock "
                    + holder.id()
                    + "'"));
    return ExitCode.LEASE_BUSY;
  }

  /** In words of the largest unit; the clocks of database and client may differ a little. */
  private static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
