package io.planform.planner.cli.adoption;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.state.StateEditing;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.PriorState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.planner.render.json.UiLines;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code import ADDR ID}: an object, as that of a declared resource. */
final class ImportOne {
  private final Project project;
  private final Address address;
  private final Resource block;
  private final String id;
  private final Shell shell;
  private final Diagnostics diagnostics = new Diagnostics();

  ImportOne(Project project, Address address, Resource block, String id, Shell shell) {
    this.project = project;
    this.address = address;
    this.block = block;
    this.id = id;
    this.shell = shell;
  }

  int run(Run run) throws StoreException {
    Diagnostic unsettled = StateEditing.unsettled(run.snapshot());
    if (unsettled != null) {
      diagnostics.add(unsettled);
    } else if (isManaged(run)) {
      diagnostics.add(
          Diagnostic.error(
                  "Resource already managed",
                  "The state holds an object at " + address + " already.")
              .withHint("'planform state rm " + address + "' lets the state forget it"));
    }
    Evaluation evaluation = project.evaluation();
    try (Providers providers = evaluation.providers()) {
      String key = evaluation.providerOf(address.module().path(), block);
      Schema schema = evaluation.schema(address.module().path(), block, diagnostics);
      if (!diagnostics.hasErrors()) {
        evaluation.sessions().configure(List.of(key), project.graph(), diagnostics);
      }
      ProviderSession session = providers.session(key);
      if (schema != null && session != null && !diagnostics.hasErrors()) {
        adopt(key, schema, session, run);
      }
    }
    project.report(diagnostics.toList());
    return diagnostics.hasErrors() ? ExitCode.ERROR : ExitCode.DONE;
  }

  private boolean isManaged(Run run) {
    return run.snapshot().resources().stream()
        .anyMatch(row -> row.address().equals(address.toString()) && row.deposed().isEmpty());
  }

  private void adopt(String key, Schema schema, ProviderSession session, Run run)
      throws StoreException {
    String recorded = run.snapshot().target();
    if (recorded != null
        && !session.target().isEmpty()
        && !recorded.equals(session.target())
        && !PriorState.managed(run.snapshot()).isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "The state belongs to another target",
              "Its objects live at "
                  + recorded
                  + ", but the configuration leads to "
                  + session.target()
                  + "."));
      return;
    }
    tell("apply_start", "Importing from ID \"" + id + "\"...", id);
    Value.Obj found = find(session);
    if (found == null) {
      return;
    }
    ResourceState state =
        new ResourceState(
            address,
            "",
            key,
            StateDocument.marked(found, schema, List.of()),
            Set.of(),
            ResourceRow.Status.OK,
            false,
            List.of());
    if (!session.target().isEmpty() && !session.target().equals(run.snapshot().target())) {
      run.recordTarget(session.target());
    }
    run.finish(List.of(new Run.Change.Put(StateDocument.write(state, schema))), "1 imported");
    tellSuccess(state.objectId());
  }

  /** Null after an error. */
  private Value.@Nullable Obj find(ProviderSession session) {
    ProviderSession.Read read = session.importObject(address.type(), id);
    diagnostics.addAll(read.diagnostics());
    if (diagnostics.hasErrors()) {
      return null;
    }
    if (read.state() == null) {
      diagnostics.add(
          Diagnostic.error(
              "Cannot import non-existent remote object",
              "There is no object with the id \"" + id + "\" for " + address + "."));
    }
    return read.state();
  }

  private void tellSuccess(String objectId) {
    UiLines ui = shell.ui();
    if (ui == null) {
      shell.out().println("\nImport successful!\n");
      shell.out().println("The state holds " + address + " now, with the id " + objectId + ".");
    } else {
      tell("apply_complete", "Import complete [id=" + objectId + "]", objectId);
      ui.summary("Import complete! Resources: 1 imported.", new Plan.Counts(1, 0, 0, 0), "import");
    }
  }

  private void tell(String event, String message, String objectId) {
    UiLines ui = shell.ui();
    if (ui == null) {
      shell.out().println(address + ": " + message);
    } else {
      ui.event(event, address, ": " + message).with("action", "import").id(objectId).print();
    }
  }
}
