package io.planform.planner.cli.state;

import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.state.Replacement;
import io.planform.planner.state.StateEdit;
import io.planform.planner.tfstate.TerraformState;
import io.planform.planner.tfstate.TerraformStateReader;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.store.StoreException;
import io.planform.store.state.Origin;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Puts a Terraform state file in the place of the state. */
final class StateTakeover {
  private static final String LOCAL = "-local";
  private static final String HERE = "local";

  private final Shell shell;
  private final ParseResult arguments;
  private final boolean forced;

  /**
   * @param forced whether lineage and serial are not looked at
   */
  StateTakeover(Shell shell, ParseResult arguments, boolean forced) {
    this.shell = shell;
    this.arguments = arguments;
    this.forced = forced;
  }

  static void flags(CommandSpec spec) {
    Flags.variables(spec);
    Flags.input(spec);
    spec.addOption(
        Flags.flag(LOCAL, "Says that the file's objects are on the local host, not in a cloud."));
    StateEditing.flags(spec);
  }

  /**
   * @param file as it was typed; {@code -} for standard input
   */
  int run(String file, StateEditing.Account account) {
    Diagnostics diagnostics = new Diagnostics();
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    return project.withState(
        store -> {
          TerraformState taken = read(file);
          if (taken == null) {
            return ExitCode.ERROR;
          }
          Origin origin = new Origin(taken.lineage(), taken.serial());
          boolean hasOrigin = !taken.lineage().isEmpty();
          return Leasing.takeOver(
              store,
              project.workspace(),
              hasOrigin ? origin : null,
              wait,
              shell,
              run -> take(project, taken, run, account));
        });
  }

  private @Nullable TerraformState read(String file) {
    Diagnostics diagnostics = new Diagnostics();
    TerraformState state = null;
    try (Providers providers = new Providers(shell.providers());
        InputStream in = open(file)) {
      state = new TerraformStateReader(file, providers, diagnostics).read(in);
    } catch (NoSuchFileException _) {
      diagnostics.add(Diagnostic.error("No such file", file + " does not exist."));
    } catch (IOException e) {
      diagnostics.add(Diagnostic.error("Unreadable file", file + ": " + e.getMessage() + "."));
    }
    shell.report(diagnostics.toList());
    return state;
  }

  private InputStream open(String file) throws IOException {
    if (file.equals("-")) {
      return shell.terminal().in();
    }
    Path path = shell.directory().resolve(file);
    return new BufferedInputStream(Files.newInputStream(path));
  }

  private int take(Project project, TerraformState taken, Run run, StateEditing.Account account)
      throws StoreException {
    Snapshot snapshot = run.snapshot();
    Diagnostics diagnostics = new Diagnostics();
    Diagnostic unsettled = StateEditing.unsettled(snapshot);
    if (unsettled != null) {
      diagnostics.add(unsettled);
    }
    try (Providers providers = new Providers(shell.providers())) {
      RecordedState before = RecordedState.of(snapshot, providers, diagnostics);
      StateEdit edit =
          diagnostics.hasErrors() ? null : new Replacement(providers).of(before, taken.content());
      if (edit != null) {
        check(snapshot, before, taken, edit, diagnostics);
      }
      String target =
          diagnostics.hasErrors() ? null : target(project, snapshot, taken, diagnostics);
      shell.report(diagnostics.toList());
      if (edit == null || diagnostics.hasErrors()) {
        return ExitCode.ERROR;
      }
      if (edit.changes().isEmpty() && run.revision() == snapshot.revision() + 1) {
        return StateEditing.tell(edit, account, false, snapshot.revision(), arguments, shell);
      }
      if (target != null && !target.equals(snapshot.target())) {
        run.recordTarget(target);
      }
      run.finish(edit.changes(), account.summary(edit));
      return StateEditing.tell(edit, account, false, run.revision(), arguments, shell);
    }
  }

  /** As Terraform: an empty state may become anything, another one only a later one of itself. */
  private void check(
      Snapshot snapshot,
      RecordedState before,
      TerraformState taken,
      StateEdit edit,
      Diagnostics diagnostics) {
    if (forced || before.isEmpty()) {
      return;
    }
    if (!taken.lineage().equals(snapshot.lineage())) {
      diagnostics.add(
          Diagnostic.error(
                  "The file is of another state",
                  "Its lineage is \""
                      + taken.lineage()
                      + "\"; that of the state here, which is not empty, is \""
                      + snapshot.lineage()
                      + "\".")
              .withHint("another workspace can hold it: TF_WORKSPACE=NAME"));
    } else if (taken.serial() < snapshot.revision()) {
      diagnostics.add(
          Diagnostic.error(
              "The file is older than the state",
              "Its serial is "
                  + taken.serial()
                  + "; the state here is at "
                  + snapshot.revision()
                  + " already."));
    } else if (taken.serial() == snapshot.revision() && !edit.changes().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "The file is not what the state was",
              "Both have the serial " + taken.serial() + ", and say different things."));
    }
  }

  /** Where the objects live; null where that means nothing. */
  private @Nullable String target(
      Project project, Snapshot snapshot, TerraformState taken, Diagnostics diagnostics) {
    List<String> keys =
        taken.content().resources().stream().map(ResourceState::provider).distinct().toList();
    Evaluation evaluation = project.evaluation();
    try (Providers providers = evaluation.providers()) {
      evaluation.sessions().configure(keys, project.graph(), diagnostics);
      for (String key : keys) {
        ProviderSession session = providers.session(key);
        String target = session == null ? "" : session.target();
        if (target.isEmpty()) {
          continue;
        }
        boolean isSaid = arguments.hasMatchedOption(LOCAL) || HERE.equals(snapshot.target());
        if (target.equals(HERE) && !isSaid) {
          diagnostics.add(
              Diagnostic.error(
                      "Where are the objects of " + key + "?",
                      "The configuration leads to the local host. What Terraform made is most"
                          + " likely in a cloud: a plan would not find it, and make all of it"
                          + " again.")
                  .withHint(
                      "cloud = true in the provider block says that it is in the cloud, endpoints"
                          + " where else; -local that it is on the local host"));
        }
        return target;
      }
    }
    return null;
  }
}
