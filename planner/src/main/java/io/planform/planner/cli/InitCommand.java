package io.planform.planner.cli;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code init}: checks the manifests' form and prepares the state. */
final class InitCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("init");
    spec.usageMessage()
        .description("Prepares the state. Other commands do it too: nothing has to be fetched.");
    Flags.notBuilt(spec, "-backend-config", "-migrate-state", "-reconfigure", "-from-module");
    spec.addOption(
        Flags.flag("-upgrade", "Asks for the newest providers: those of this program always are."));
    Flags.input(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    for (String flag :
        new String[] {"-backend-config", "-migrate-state", "-reconfigure", "-from-module"}) {
      if (arguments.hasMatchedOption(flag)) {
        shell.report(
            Diagnostic.error(
                "Not supported yet: " + flag, "This version does not have the flag " + flag + "."));
        return ExitCode.ERROR;
      }
    }
    if (arguments.hasMatchedOption("-upgrade")) {
      shell.out().println("Providers are part of this program: there is nothing to upgrade.");
    }
    return StateReading.open(shell, store -> done(store, shell));
  }

  private static int done(StateStore store, Shell shell) throws StoreException {
    int objects = store.snapshot(Project.workspace(shell)).resources().size();
    shell.out().println("Planform is ready; the state holds " + objects + " objects.");
    return ExitCode.DONE;
  }
}
