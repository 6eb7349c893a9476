package io.planform.planner.cli;

import io.planform.planner.cli.project.BackendSettings;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.TestDirectory;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.manifest.TestSources;
import io.planform.planner.plan.prior.PriorState;
import io.planform.planner.test.Tests;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code init}: fetches modules and prepares the state. */
final class InitCommand implements Command {
  private static final String[] NOT_BUILT = {"-migrate-state", "-from-module"};

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("init");
    spec.usageMessage()
        .description("Fetches modules and prepares the state. Other commands do it too.");
    Flags.notBuilt(spec, NOT_BUILT);
    spec.addOption(
        Flags.repeated(
            "-backend-config",
            "NAME=VALUE|FILE",
            "Sets an argument of the backend here, instead of in its block."));
    spec.addOption(Flags.flag("-reconfigure", "Forgets what -backend-config set before."));
    spec.addOption(
        Flags.flag("-upgrade", "Takes the newest modules there are instead of those locked."));
    spec.addOption(
        Flags.bool("-backend", "Whether the state is prepared; by default it is (true)."));
    spec.addOption(TestDirectory.flag());
    Flags.input(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    for (String flag : NOT_BUILT) {
      if (arguments.hasMatchedOption(flag)) {
        shell.report(
            Diagnostic.error(
                "Not supported yet: " + flag, "This version does not have the flag " + flag + "."));
        return ExitCode.ERROR;
      }
    }
    if (!configured(arguments, shell)) {
      return ExitCode.ERROR;
    }
    if (arguments.hasMatchedOption("-upgrade") && !upgraded(shell)) {
      return ExitCode.ERROR;
    }
    if (!testable(arguments, shell)) {
      return ExitCode.ERROR;
    }
    return Flags.isTrue(arguments, "-backend", true)
        ? StateReading.open(shell, store -> done(store, shell))
        : withoutState(shell);
  }

  /** Reads the tests and fetches the modules of their runs; problems are reported. */
  private static boolean testable(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    String directory = TestDirectory.of(arguments, shell, diagnostics);
    try (TestSources sources = new TestSources(shell.directory(), diagnostics)) {
      Tests _ = Tests.read(sources, directory, diagnostics);
      shell.report(diagnostics.toList(), sources.texts());
    }
    return !diagnostics.hasErrors();
  }

  /** Keeps what is said of the backend; problems are reported. */
  private static boolean configured(ParseResult arguments, Shell shell) {
    List<String> options = arguments.matchedOptionValue("-backend-config", List.<String>of());
    Diagnostics diagnostics = new Diagnostics();
    if (!options.isEmpty() || arguments.hasMatchedOption("-reconfigure")) {
      Map<String, String> settings = BackendSettings.parse(options, shell.directory(), diagnostics);
      if (!diagnostics.hasErrors()) {
        BackendSettings.write(shell.directory(), settings, shell, diagnostics);
      }
    }
    shell.report(diagnostics.toList());
    return !diagnostics.hasErrors();
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
    int objects = PriorState.managed(store.snapshot(Project.workspace(shell))).size();
    shell.out().println("Planform is ready; the state holds " + objects + " objects.");
    return ExitCode.DONE;
  }
}
