package io.planform.planner.cli;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.Origin;
import io.planform.store.state.Run;
import io.planform.store.state.RunRequest;
import io.planform.store.state.StateStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes the lease on a state for a command. */
final class Leasing {
  private Leasing() {}

  /** What a command does under the lease. */
  @FunctionalInterface
  interface Use {
    int with(Run run) throws StoreException;
  }

  /** Answers {@link ExitCode#LEASE_BUSY} if somebody else holds the state for too long. */
  static int hold(StateStore store, String workspace, Duration wait, Shell shell, Use use)
      throws StoreException {
    return hold(store, workspace, wait, null, shell, use);
  }

  /**
   * @param planHash digest of the saved plan that is applied; null for any other change
   */
  static int hold(
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
  static int takeOver(
      StateStore store,
      String workspace,
      @Nullable Origin origin,
      Duration wait,
      Shell shell,
      Use use)
      throws StoreException {
    RunRequest who = new RunRequest(shell.commandLine(), actor(shell), null, null);
    return use(store.begin(workspace, who, origin, wait), shell, use);
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

  private static String actor(Shell shell) {
    String user = System.getProperty("user.name", "unknown");
    return user + "@" + shell.environment().getOrDefault("HOSTNAME", "localhost");
  }

  private static int busy(LeaseHolder holder, Shell shell) {
    shell.report(
        Diagnostic.error(
                "Another run holds the state",
                holder.actor()
                    + " has been running '"
                    + holder.command()
                    + "' since "
                    + holder.since()
                    + ". Its lease is "
                    + holder.id()
                    + ".")
            .withHint(
                "-lock-timeout=5m waits for it; if it is dead, its lease ends by itself at "
                    + holder.expires()));
    return ExitCode.LEASE_BUSY;
  }
}
