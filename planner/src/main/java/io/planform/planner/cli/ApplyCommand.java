package io.planform.planner.cli;

import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code apply}, and {@code destroy}, which is the same with {@code -destroy}. */
final class ApplyCommand implements Command {
  private static final String[] NOT_BUILT = {
    "-json", "-summary", "-concise", "-show-sensitive",
  };

  private final String name;
  private final boolean destroy;

  private ApplyCommand(String name, boolean destroy) {
    this.name = name;
    this.destroy = destroy;
  }

  static ApplyCommand apply() {
    return new ApplyCommand("apply", false);
  }

  static ApplyCommand destroy() {
    return new ApplyCommand("destroy", true);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .description(
            destroy
                ? "Destroys everything that is managed here."
                : "Plans, asks, and carries out what was planned.");
    Flags.planning(spec);
    Flags.locking(spec);
    spec.addOption(Flags.flag("-auto-approve", "Does not ask."));
    Flags.notBuilt(spec, NOT_BUILT);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, NOT_BUILT);
    PlanRequest request = Flags.request(arguments, diagnostics);
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    if (destroy && request.mode() == Plan.Mode.REFRESH_ONLY) {
      diagnostics.add(
          Diagnostic.error(
              "Flags that contradict each other", "destroy does not take -refresh-only."));
    }
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    PlanRequest wanted = destroy ? request.in(Plan.Mode.DESTROY) : request;
    boolean approved = arguments.hasMatchedOption("-auto-approve");
    boolean asks = Flags.asks(arguments, shell);
    return run(project, wanted, wait, approved, asks, shell);
  }

  private static int run(
      Project project,
      PlanRequest request,
      Duration wait,
      boolean approved,
      boolean asks,
      Shell shell) {
    try (StateStore store = project.openState()) {
      if (store == null) {
        return ExitCode.ERROR;
      }
      return Leasing.hold(
          store,
          project.workspace(),
          wait,
          shell,
          run -> new ApplyRun(project, store, run, request, shell).run(approved, asks));
    } catch (StoreException e) {
      shell.report(Diagnostic.error("The state cannot be used", String.valueOf(e.getMessage())));
      return ExitCode.ERROR;
    }
  }
}
