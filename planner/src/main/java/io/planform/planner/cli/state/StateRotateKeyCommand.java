package io.planform.planner.cli.state;

import io.planform.planner.cli.project.BackendSettings;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.StateStore;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code state rotate-key}: encrypts everything that is secret with a new key. */
final class StateRotateKeyCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("rotate-key");
    spec.usageMessage()
        .description(
            "Encrypts what all workspaces keep secret with a new key. A new one is put into the"
                + " key file; a key that comes from the environment or a command is put before the"
                + " present one by you. If it is cut off, run it again.");
    Flags.locking(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    return StateReading.open(shell, store -> rotate(store, wait, shell));
  }

  private static int rotate(StateStore store, Duration wait, Shell shell) throws StoreException {
    return switch (store.rotateKey(Leasing.who(shell), wait)) {
      case StateStore.Rotation.Busy(LeaseHolder holder) -> Leasing.busy(holder, shell);
      case StateStore.Rotation.Rotated(int documents, boolean resumed) -> {
        Diagnostics diagnostics = new Diagnostics();
        BackendSettings.encryptAnew(shell, diagnostics);
        shell.report(diagnostics.toList());
        if (diagnostics.hasErrors()) {
          yield ExitCode.ERROR;
        }
        tell(documents, resumed, shell);
        yield ExitCode.DONE;
      }
    };
  }

  private static void tell(int documents, boolean resumed, Shell shell) {
    shell
        .out()
        .println(
            resumed
                ? "The rotation that was begun is done: encrypted " + documents + " documents."
                : "Encrypted " + documents + " documents with a new key.");
    shell
        .out()
        .println(
            "The former keys stay after it: backups, saved plans and other states may need them."
                + " Delete them there when nothing does.");
  }
}
