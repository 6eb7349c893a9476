package io.planform.planner.cli.project;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.state.Selection;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import io.planform.store.state.StoreAddress;
import org.jspecify.annotations.Nullable;

/** Opens the state of a directory, for commands that need no inputs. */
public final class StateReading {
  private StateReading() {}

  /** What a command does with an open state. */
  @FunctionalInterface
  public interface Use {
    int with(StateStore store) throws StoreException;
  }

  /** The same, for a command that needs the configuration too. */
  @FunctionalInterface
  public interface ConfiguredUse {
    int with(ConfigurationTree tree, StateStore store) throws StoreException;
  }

  public static int open(Shell shell, Use use) {
    return open(shell, (_, store) -> use.with(store));
  }

  public static int open(Shell shell, ConfiguredUse use) {
    Diagnostics diagnostics = new Diagnostics();
    ConfigurationTree tree = ConfigurationLoader.load(shell.directory(), diagnostics).tree();
    Workspace.check(shell, diagnostics);
    StoreAddress address =
        diagnostics.hasErrors() ? null : StateLocation.of(tree.root(), shell, diagnostics);
    shell.report(diagnostics.toList());
    if (address == null) {
      return ExitCode.ERROR;
    }
    try (StateStore store = store(address, shell)) {
      return use.with(tree, store);
    } catch (StoreException e) {
      shell.report(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      return ExitCode.ERROR;
    }
  }

  static StateStore store(StoreAddress address, Shell shell) throws StoreException {
    return StateStore.open(
        address, new EnvelopeCipher(KeySource.ofStates(shell.environment(), shell.home())));
  }

  /** The instances of the state; null, reported, where nothing was ever recorded. */
  public static @Nullable Selection selection(StateStore store, Shell shell) throws StoreException {
    Snapshot snapshot = store.snapshot(Project.workspace(shell));
    if (snapshot.revision() == 0) {
      shell.report(noState(shell));
      return null;
    }
    return Selection.of(snapshot.resources());
  }

  private static Diagnostic noState(Shell shell) {
    return Diagnostic.error(
            "No state file was found",
            "Nothing was ever recorded in the workspace \"" + Project.workspace(shell) + "\".")
        .withHint("'planform apply' or 'planform state import-tfstate' records something");
  }

  /** What the state says; null after a reported error. */
  public static @Nullable RecordedState recorded(StateStore store, Shell shell)
      throws StoreException {
    return recorded(store.snapshot(Project.workspace(shell)), shell);
  }

  /** What one revision says; null after a reported error. */
  public static @Nullable RecordedState recorded(Snapshot snapshot, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    try (Providers providers = new Providers(shell.providers())) {
      RecordedState state = RecordedState.of(snapshot, providers, diagnostics);
      shell.report(diagnostics.toList());
      return diagnostics.hasErrors() ? null : state;
    }
  }
}
