package io.planform.planner.cli.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.ProductVersion;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.file.Disk;
import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.lang.file.RecordedFiles;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.render.json.PlanJson;
import io.planform.planner.render.json.ProviderNames;
import io.planform.planner.saved.PlanFile;
import io.planform.planner.saved.SavedPlan;
import io.planform.planner.saved.UnusableException;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.Revision;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Plan files as commands name them. */
public final class PlanFiles {
  private PlanFiles() {}

  /** A file that was read, or the exit code after a reported error. */
  public sealed interface Opened {
    record Plan(PlanFile file) implements Opened {}

    record Refused(int code) implements Opened {}
  }

  public static Opened open(String name, Shell shell) {
    try (Providers providers = new Providers(shell.providers())) {
      return new Opened.Plan(
          PlanFile.read(shell.directory().resolve(name), providers, cipher(shell)));
    } catch (InvalidPathException e) {
      return refused(name, "That is no path: " + e.getReason() + ".", ExitCode.ERROR, shell);
    } catch (UnusableException e) {
      int code = e.isDamaged() ? ExitCode.STALE_PLAN : ExitCode.ERROR;
      return refused(name, String.valueOf(e.getMessage()), code, shell);
    } catch (StoreException e) {
      return refused(name, String.valueOf(e.getMessage()), ExitCode.ERROR, shell);
    }
  }

  /** The files that a plan brings along; null after a reported error. */
  public static @Nullable FileAccess carried(String name, PlanFile plan, Shell shell) {
    try {
      return plan.files().over(new Disk(shell.directory()));
    } catch (UnusableException | StoreException e) {
      Opened _ = refused(name, String.valueOf(e.getMessage()), ExitCode.ERROR, shell);
      return null;
    }
  }

  private static Opened refused(String name, String why, int code, Shell shell) {
    shell.report(Diagnostic.error("Failed to load \"" + name + "\" as a plan file", why));
    return new Opened.Refused(code);
  }

  /** Whether the file is there now; a problem is reported. */
  public static boolean write(String name, SavedPlan plan, RecordedFiles files, Shell shell) {
    try {
      PlanFile.write(
          shell.directory().resolve(name), plan, files, cipher(shell), ProductVersion.read());
      return true;
    } catch (InvalidPathException | IOException | StoreException e) {
      shell.report(
          Diagnostic.error(
              "The plan cannot be saved", name + ": " + String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** A plan in Terraform's format 1.2; null after a reported error. */
  public static @Nullable ObjectNode json(SavedPlan saved, Project project, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    try (Providers providers = new Providers(shell.providers())) {
      RecordedState prior = RecordedState.of(saved.prior(), providers, diagnostics);
      shell.report(diagnostics.toList());
      if (diagnostics.hasErrors()) {
        return null;
      }
      ProviderNames names = new ProviderNames(project.tree(), providers);
      PlanJson json = new PlanJson(saved.plan(), project.tree(), names);
      return json.document(variables(saved, project), prior, saved.planTime());
    }
  }

  /** With the default values of ephemeral variables, as in Terraform, whatever was given. */
  private static SequencedMap<String, Value> variables(SavedPlan saved, Project project) {
    SequencedMap<String, Value> variables = new LinkedHashMap<>(saved.inputs());
    SequencedMap<String, Value> defaults =
        InputValues.assign(project.configuration(), Map.of(), new Diagnostics());
    for (Variable variable : project.configuration().variables().values()) {
      if (variable.ephemeral() && variable.defaultValue() != null) {
        variables.put(variable.name(), defaults.get(variable.name()));
      }
    }
    return variables;
  }

  private static EnvelopeCipher cipher(Shell shell) {
    return new EnvelopeCipher(KeySource.ofStates(shell.environment(), shell.home()));
  }

  /**
   * Whether a plan was made without errors; that it was not is reported.
   *
   * @param what is wanted of it
   */
  public static boolean isComplete(SavedPlan saved, String what, Shell shell) {
    if (saved.plan().errored()) {
      shell.report(
          Diagnostic.error(
                  "Cannot " + what + " incomplete plan",
                  "There were errors when this plan was made: it is not all that is to be done.")
              .withHint("mend them, and plan again"));
    }
    return !saved.plan().errored();
  }

  /** Whether a plan still fits the state; what came between is reported. */
  public static boolean isCurrent(SavedPlan saved, Snapshot now, StateStore store, Shell shell)
      throws StoreException {
    if (!now.lineage().equals(saved.plan().lineage())) {
      shell.report(
          Diagnostic.error(
                  "Saved plan does not match the given state",
                  "It was made for the state "
                      + saved.plan().lineage()
                      + ", and this is another one, "
                      + now.lineage()
                      + ". Nothing was done.")
              .withHint("apply it where it was made, or plan again here"));
      return false;
    }
    if (now.revision() == saved.plan().revision() && now.unfinished().isEmpty()) {
      return true;
    }
    shell.report(
        Diagnostic.error("Saved plan is stale", between(saved, now, store))
            .withHint("make a new plan with 'planform plan -out=FILE'"));
    return false;
  }

  private static String between(SavedPlan saved, Snapshot now, StateStore store)
      throws StoreException {
    long planned = saved.plan().revision();
    if (now.revision() == planned) {
      return "An earlier run did not end: what became of "
          + now.unfinished().size()
          + " of its operations is to be found out first, which 'planform apply' does."
          + " Nothing was done.";
    }
    List<Revision> later =
        store.history(now.workspace()).stream()
            .filter(revision -> revision.number() > planned)
            .toList();
    StringBuilder text =
        new StringBuilder(
            "It was made from revision %d of the state, which is at revision %d now:"
                .formatted(planned, now.revision()));
    later.stream()
        .limit(MOST_NAMED)
        .forEach(revision -> text.append("\n  ").append(line(revision)));
    if (later.size() > MOST_NAMED) {
      text.append("\n  and ").append(later.size() - MOST_NAMED).append(" before");
    }
    return text.append("\nNothing was done.").toString();
  }

  private static final int MOST_NAMED = 5;

  private static String line(Revision revision) {
    String commit = revision.commit();
    return "revision %d by %s with '%s'%s at %s"
        .formatted(
            revision.number(),
            revision.actor(),
            revision.command(),
            commit == null ? "" : " of commit " + commit,
            revision.at());
  }
}
