package io.planform.planner.cli.project;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.render.StateDiffRenderer;
import io.planform.planner.render.text.JsonText;
import io.planform.planner.state.StateDifference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Revisions of a state, as they are named on the command line. */
public final class Revisions {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Shell shell;

  public Revisions(Shell shell) {
    this.shell = shell;
  }

  /** Null after a reported error. */
  public @Nullable Snapshot find(StateStore store, String text) throws StoreException {
    if (!NUMBER.matcher(text).matches()) {
      shell.report(
          Diagnostic.error("Invalid revision", "\"" + text + "\" is not the number of a revision.")
              .withHint("'planform state history' lists them"));
      return null;
    }
    Optional<Snapshot> found = store.snapshot(Project.workspace(shell), Long.parseLong(text));
    if (found.isEmpty()) {
      shell.report(
          Diagnostic.error("No such revision", "The state has no revision " + text + ".")
              .withHint("'planform state history' lists them"));
    }
    return found.orElse(null);
  }

  /** Null after a reported error. */
  public @Nullable StateDifference difference(Snapshot before, Snapshot after) {
    RecordedState old = StateReading.recorded(before, shell);
    RecordedState now = old == null ? null : StateReading.recorded(after, shell);
    return old == null || now == null ? null : StateDifference.of(old, now);
  }

  public void show(StateDifference difference) {
    try (Providers providers = new Providers(shell.providers())) {
      shell
          .out()
          .print(new StateDiffRenderer(shell.terminal().palette(), providers).render(difference));
    }
  }

  public void showJson(long from, long to, StateDifference difference) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("from", from).put("to", to);
    ArrayNode resources = document.putArray("resources");
    for (StateDifference.Resource each : difference.resources()) {
      ObjectNode entry = resources.addObject().put("address", each.any().address().toString());
      if (!each.any().deposed().isEmpty()) {
        entry.put("deposed", each.any().deposed());
      }
      entry.put("change", change(each.before(), each.after()));
    }
    ArrayNode outputs = document.putArray("outputs");
    for (StateDifference.Output each : difference.outputs()) {
      outputs
          .addObject()
          .put("name", each.name())
          .put("change", change(each.before(), each.after()));
    }
    shell.out().println(JsonText.indented(document));
  }

  private static String change(@Nullable Object before, @Nullable Object after) {
    return before == null ? "added" : after == null ? "removed" : "changed";
  }
}
