package io.planform.planner.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.planform.planner.apply.ApplyResult;
import io.planform.planner.apply.Work;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.address.Address;
import io.planform.planner.render.ProgressText;
import io.planform.planner.render.ProgressText.Verb;
import io.planform.planner.render.json.UiLines;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Lines of JSON, for programs. */
record JsonView(UiLines lines) implements View {

  @Override
  public PlanListener refreshing() {
    return new PlanListener() {
      @Override
      public void refreshing(Address address, String objectId) {
        lines
            .event("refresh_start", address, ": Refreshing state..." + spoken(objectId))
            .id(objectId)
            .print();
      }

      @Override
      public void refreshed(Address address, String objectId) {
        lines
            .event("refresh_complete", address, ": Refresh complete" + spoken(objectId))
            .id(objectId)
            .print();
      }

      @Override
      public void reading(Address address) {
        lines.event("apply_start", address, ": Refreshing...").with("action", "read").print();
      }

      @Override
      public void read(Address address, String objectId, Duration took) {
        String message = ProgressText.finished(address, Verb.REFRESH, objectId, took);
        lines
            .event("apply_complete", address, message.substring(address.toString().length()))
            .with("action", "read")
            .id(objectId)
            .with("elapsed_seconds", took.toSeconds())
            .print();
      }
    };
  }

  private static String spoken(String id) {
    return id.isEmpty() ? "" : " [id=" + id + "]";
  }

  @Override
  public void plan(Plan plan) {
    lines.changes(plan, true);
    lines.planned(plan);
  }

  @Override
  public void savedPlan(Plan plan) {
    lines.changes(plan, false);
  }

  @Override
  public void generated(String file) {}

  @Override
  public void saved(String file) {}

  @Override
  public Progress applying(Plan plan) {
    return new JsonProgress(lines);
  }

  @Override
  public void recovered(int operations) {}

  @Override
  public void complete(Plan plan, ApplyResult result) {
    boolean destroys = plan.mode() == Plan.Mode.DESTROY;
    Plan.Counts counts =
        new Plan.Counts(
            (int) result.count(Work.IMPORT),
            (int) result.count(Work.CREATE),
            (int) result.count(Work.UPDATE),
            (int) result.count(Work.DELETE));
    lines.summary(HumanView.summary(plan, result), counts, destroys ? "destroy" : "apply");
    if (!destroys) {
      lines.outputs(result.outputs());
    }
  }

  @Override
  public void incomplete(ApplyResult result, String resumption) {
    lines.account(
        items(result.done()), items(result.notDone()), "The apply did not end as planned.");
  }

  private static ArrayNode items(List<ApplyResult.Item> items) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ApplyResult.Item item : items) {
      array
          .addObject()
          .put("addr", item.address().toString())
          .put("action", item.work().name().toLowerCase(Locale.ROOT));
    }
    return array;
  }
}
