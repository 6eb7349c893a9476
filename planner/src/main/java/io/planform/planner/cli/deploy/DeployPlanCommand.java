package io.planform.planner.cli.deploy;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.View;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.git.Checkout;
import io.planform.planner.deploy.git.GitException;
import io.planform.planner.deploy.git.Mirror;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy plan}: what the heads of branches would change. Takes no lock. */
final class DeployPlanCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("plan");
    spec.usageMessage()
        .description("Shows what applying the newest commit of every branch would change.");
    DeploySession.names(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        shell,
        session -> {
          List<DeploymentSettings> named = session.named(arguments);
          if (named == null) {
            return ExitCode.ERROR;
          }
          int code = ExitCode.DONE;
          try (Mirrors mirrors = session.mirrors()) {
            for (DeploymentSettings settings : named) {
              if (!plan(session, settings, mirrors, shell)) {
                code = ExitCode.ERROR;
              }
            }
          }
          return code;
        });
  }

  private static boolean plan(
      DeploySession session, DeploymentSettings settings, Mirrors mirrors, Shell shell)
      throws StoreException {
    try {
      Mirror mirror = mirrors.of(settings.repository().remote());
      String commit = mirror.fetch(settings.branch());
      shell
          .out()
          .println(
              "%s: commit %s of %s"
                  .formatted(settings.name(), Checkout.shortened(commit), settings.branch()));
      Path directory = session.folder().resolve("plans").resolve(settings.name());
      Path root = new Checkout(mirrors).write(mirror, commit, directory, settings.path());
      return plan(session, settings, inside(shell, settings, root));
    } catch (GitException e) {
      shell.report(
          Diagnostic.error(
              "The deployment " + settings.name() + " cannot be planned",
              String.valueOf(e.getMessage())));
      return false;
    }
  }

  private static Shell inside(Shell shell, DeploymentSettings settings, Path root) {
    Map<String, String> environment = new HashMap<>(shell.environment());
    environment.put("TF_WORKSPACE", settings.workspace());
    environment.put("PLANFORM_HOME", shell.home().toString());
    return new Shell(
        shell.cli(),
        shell.providers(),
        shell.terminal(),
        environment,
        root,
        shell.commandLine(),
        shell.ui(),
        shell.brevity());
  }

  private static boolean plan(DeploySession session, DeploymentSettings settings, Shell shell)
      throws StoreException {
    Project project = Project.load(shell, settings.inputs(), InputValues.Prompt.NOBODY);
    if (project == null) {
      return false;
    }
    try (StateStore store = project.openState(session.stateHome(settings))) {
      if (store == null) {
        return false;
      }
      Diagnostics diagnostics = new Diagnostics();
      View view = View.of(shell);
      Evaluation evaluation = project.evaluation();
      try (Providers _ = evaluation.providers()) {
        Plan plan =
            new Planner(
                    evaluation,
                    project.graph(),
                    store.snapshot(project.workspace()),
                    PlanRequest.NORMAL,
                    view.refreshing(),
                    diagnostics)
                .attempt();
        if (plan != null) {
          view.plan(plan);
        }
        project.report(diagnostics.toList());
        return plan != null && !plan.errored();
      }
    }
  }
}
