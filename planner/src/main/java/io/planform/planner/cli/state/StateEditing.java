package io.planform.planner.cli.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.render.text.JsonText;
import io.planform.planner.state.Selection;
import io.planform.planner.state.StateEdit;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Commands that edit the state without a plan: each makes one revision, or none. */
public final class StateEditing {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Shell shell;
  private final ParseResult arguments;

  StateEditing(Shell shell, ParseResult arguments) {
    this.shell = shell;
    this.arguments = arguments;
  }

  /** What a command wants. */
  @FunctionalInterface
  interface Edit {
    /** Null after an error. */
    @Nullable StateEdit of(Selection state, Diagnostics diagnostics);
  }

  /** How a command tells what it did. */
  interface Account {
    /** One line of the history. */
    String summary(StateEdit edit);

    /** For people. */
    List<String> lines(StateEdit edit, boolean dryRun);
  }

  static void flags(CommandSpec spec) {
    Flags.locking(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object."));
  }

  static void dryRun(CommandSpec spec) {
    spec.addOption(Flags.flag("-dry-run", "Says what would be done, and does nothing."));
  }

  int run(Edit edit, Account account) {
    Diagnostics diagnostics = new Diagnostics();
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    return StateReading.open(
        shell,
        store ->
            arguments.hasMatchedOption("-dry-run")
                ? rehearse(store, edit, account)
                : Leasing.hold(
                    store,
                    Project.workspace(shell),
                    wait,
                    shell,
                    run -> perform(run, edit, account)));
  }

  private int rehearse(StateStore store, Edit edit, Account account) throws StoreException {
    Snapshot snapshot = store.snapshot(Project.workspace(shell));
    StateEdit found = find(snapshot, edit);
    return found == null ? ExitCode.ERROR : tell(found, account, snapshot.revision());
  }

  private int perform(Run run, Edit edit, Account account) throws StoreException {
    Diagnostic unsettled = unsettled(run.snapshot());
    if (unsettled != null) {
      shell.report(unsettled);
      return ExitCode.ERROR;
    }
    StateEdit found = find(run.snapshot(), edit);
    if (found == null) {
      return ExitCode.ERROR;
    }
    if (found.changes().isEmpty()) {
      return tell(found, account, run.snapshot().revision());
    }
    run.finish(found.changes(), account.summary(found));
    return tell(found, account, run.revision());
  }

  /** Why nothing may be edited; null if it may. */
  public static @Nullable Diagnostic unsettled(Snapshot snapshot) {
    return snapshot.unfinished().isEmpty()
        ? null
        : Diagnostic.error(
                "An earlier run did not end",
                "What became of "
                    + snapshot.unfinished().size()
                    + " of its operations is not known yet, so that objects may be missing here.")
            .withHint("'planform apply' finds out");
  }

  private @Nullable StateEdit find(Snapshot snapshot, Edit edit) {
    Diagnostics diagnostics = new Diagnostics();
    StateEdit found = edit.of(Selection.of(snapshot.resources()), diagnostics);
    shell.report(diagnostics.toList());
    return found;
  }

  private int tell(StateEdit edit, Account account, long revision) {
    boolean dryRun = arguments.hasMatchedOption("-dry-run");
    return tell(edit, account, dryRun, revision, arguments, shell);
  }

  static int tell(
      StateEdit edit,
      Account account,
      boolean dryRun,
      long revision,
      ParseResult arguments,
      Shell shell) {
    if (arguments.hasMatchedOption("-json")) {
      shell.out().println(JsonText.indented(json(edit, dryRun, revision)));
    } else {
      account.lines(edit, dryRun).forEach(shell.out()::println);
    }
    return ExitCode.DONE;
  }

  private static ObjectNode json(StateEdit edit, boolean dryRun, long revision) {
    ObjectNode document = JSON.objectNode().put("dry_run", dryRun).put("revision", revision);
    ArrayNode subjects = document.putArray("changed");
    for (StateEdit.Subject subject : edit.subjects()) {
      ObjectNode entry = subjects.addObject().put("address", subject.from());
      if (!subject.to().equals(subject.from())) {
        entry.put("moved_to", subject.to());
      }
    }
    return document;
  }
}
