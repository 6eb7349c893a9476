package io.planform.planner.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.Reason;
import io.planform.planner.plan.ResourceChange;
import java.util.Locale;

/**
 * A plan in one line of JSON (format 1.0), without values: the counts, {@code changes} and {@code
 * drift} with their addresses and actions, and the names of {@code outputs} that change.
 */
public final class PlanSummary {
  private static final String FORMAT_VERSION = "1.0";

  private PlanSummary() {}

  public static String json(Plan plan) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format_version", FORMAT_VERSION);
    document.put("mode", word(plan.mode()));
    document.put("target", plan.target());
    document.put("changes_present", !plan.isEmpty());
    document.put("errored", plan.errored());
    Plan.Counts counts = plan.counts();
    document.put("import", counts.imported());
    document.put("add", counts.add());
    document.put("change", counts.change());
    document.put("destroy", counts.destroy());
    ArrayNode changes = document.putArray("changes");
    plan.changes().stream().filter(plan::isChange).forEach(change -> put(change, plan, changes));
    ArrayNode drift = document.putArray("drift");
    plan.drift().forEach(change -> put(change, plan, drift));
    ArrayNode outputs = document.putArray("outputs");
    plan.outputs().stream()
        .filter(OutputChange::isChange)
        .forEach(each -> outputs.add(each.name()));
    return document.toString();
  }

  private static void put(ResourceChange change, Plan plan, ArrayNode changes) {
    ObjectNode entry = changes.addObject();
    entry.put("address", change.address().toString());
    if (!change.deposed().isEmpty()) {
      entry.put("deposed", change.deposed());
    }
    entry.put("action", change.action() == Action.NO_OP ? "no-op" : word(change.action()));
    if (change.reason() != Reason.NONE) {
      entry.put("reason", word(change.reason()));
    }
    if (plan.moved().containsKey(change.address())) {
      entry.put("previous_address", plan.moved().get(change.address()).toString());
    }
    if (plan.imported().containsKey(change.address())) {
      entry.put("import_id", plan.imported().get(change.address()));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
