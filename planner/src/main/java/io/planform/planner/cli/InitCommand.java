package io.planform.planner.cli;

import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code init}: fetches modules and prepares the state. */
final class InitCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("init");
    spec.usageMessage()
        .description("Fetches modules and prepares the state. Other commands do it too.");
    Flags.notBuilt(spec, "-backend-config", "-migrate-state", "-reconfigure", "-from-module");
    spec.addOption(
        Flags.flag("-upgrade", "Takes the newest modules there are instead of those locked."));
    spec.addOption(
        Flags.bool("-backend", "Whether the state is prepared; by default it is (true)."));
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
    if (arguments.hasMatchedOption("-upgrade") && !upgraded(shell)) {
      return ExitCode.ERROR;
    }
    return Flags.isTrue(arguments, "-backend", true)
        ? StateReading.open(shell, store -> done(store, shell))
        : withoutState(shell);
  }

  private static int withoutState(Shell shell) {
    if (Project.withoutInputs(shell) == null) {
      return ExitCode.ERROR;
    }
    shell.out().println("The manifests can be read; the state was left alone.");
    return ExitCode.DONE;
  }

  /** Fetches the newest modules; problems are reported. */
  static boolean upgraded(Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    ConfigurationLoader.Loaded loaded = ConfigurationLoader.upgrade(shell.directory(), diagnostics);
    shell.report(diagnostics.toList(), loaded.sources());
    return !diagnostics.hasErrors();
  }

  private static int done(StateStore store, Shell shell) throws StoreException {
    int objects = store.snapshot(Project.workspace(shell)).resources().size();
    shell.out().println("Planform is ready; the state holds " + objects + " objects.");
    return ExitCode.DONE;
  }
}
