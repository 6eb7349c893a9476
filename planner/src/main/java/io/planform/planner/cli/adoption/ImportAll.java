package io.planform.planner.cli.adoption;

import io.planform.planner.adopt.Discovery;
import io.planform.planner.adopt.GeneratedBlocks;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.render.json.UiLines;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.util.List;

/** {@code import -all}: what is there and no state owns, with blocks that adopt it. */
final class ImportAll {
  private final Project project;
  private final Shell shell;

  ImportAll(Project project, Shell shell) {
    this.project = project;
    this.shell = shell;
  }

  /**
   * @param out the new file to write; empty to list only
   */
  int run(String out) {
    List<Provider> listing =
        shell.providers().stream().filter(each -> !each.listedTypes().isEmpty()).toList();
    return project.withState(
        store -> {
          RecordedState state = StateReading.recorded(store, shell);
          return state == null ? ExitCode.ERROR : run(listing, state, out);
        });
  }

  private int run(List<Provider> listing, RecordedState state, String out) {
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = project.evaluation();
    try (Providers _ = evaluation.providers()) {
      Discovery discovery = new Discovery(evaluation, diagnostics);
      for (Provider provider : listing) {
        evaluation.sessions().configure(List.of(provider.name()), project.graph(), diagnostics);
        if (!diagnostics.hasErrors()) {
          discovery.look(provider, provider.name(), state.resources());
        }
      }
      project.report(diagnostics.toList());
      if (diagnostics.hasErrors()) {
        return ExitCode.ERROR;
      }
      tell(discovery.blocks(), listing);
      return out.isEmpty() || discovery.blocks().texts().isEmpty()
          ? ExitCode.DONE
          : write(discovery.blocks(), out);
    }
  }

  private void tell(GeneratedBlocks found, List<Provider> listing) {
    List<String> types =
        listing.stream().flatMap(each -> each.listedTypes().stream()).sorted().toList();
    String summary =
        found.ids().isEmpty()
            ? "Nothing is there that the state does not own."
            : found.ids().size() + " objects are there that the state does not own.";
    UiLines ui = shell.ui();
    if (ui == null) {
      found.ids().forEach((address, id) -> shell.out().println(address + " [id=" + id + "]"));
      shell
          .out()
          .println(
              summary
                  + "\nLooked at: "
                  + String.join(", ", types)
                  + ". Objects of other types cannot be listed.");
    } else {
      found
          .ids()
          .forEach(
              (address, id) ->
                  ui.event("resource_found", address, ": Found [id=" + id + "]").id(id).print());
      ui.found(summary, found.ids().size(), types);
    }
  }

  private int write(GeneratedBlocks found, String out) {
    try {
      found.write(shell.directory().resolve(out), true);
    } catch (FileAlreadyExistsException e) {
      shell.report(
          Diagnostic.error("The file cannot be written", e.getMessage() + " is there already.")
              .withHint("name a new file, in a directory without files of these names"));
      return ExitCode.ERROR;
    } catch (InvalidPathException | IOException e) {
      shell.report(
          Diagnostic.error(
                  "The file cannot be written", out + ": " + String.valueOf(e.getMessage()))
              .withHint("name a new file in a directory that is there"));
      return ExitCode.ERROR;
    }
    UiLines ui = shell.ui();
    if (ui != null) {
      ui.written(out, found.files());
      return ExitCode.DONE;
    }
    shell.out().println("Their blocks are in " + out + ": review them, then 'planform plan'.");
    if (!found.files().isEmpty()) {
      shell.out().println("Code is beside it, in " + String.join(", ", found.files()) + ".");
    }
    return ExitCode.DONE;
  }
}
