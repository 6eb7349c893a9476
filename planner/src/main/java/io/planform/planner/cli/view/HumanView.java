package io.planform.planner.cli.view;

import io.planform.planner.apply.ApplyResult;
import io.planform.planner.apply.Work;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.render.OutputRenderer;
import io.planform.planner.render.PlanRenderer;
import io.planform.planner.render.text.Palette.Ink;
import java.util.List;
import java.util.Locale;

/** Text in Terraform's words. */
public record HumanView(Shell shell) implements View {

  @Override
  public PlanListener refreshing() {
    return shell.brevity().concise() ? PlanListener.SILENT : ProgressLines.refreshing(shell);
  }

  @Override
  public void plan(Plan plan) {
    shell.out().print(new PlanRenderer(shell.terminal().palette()).render(plan));
  }

  @Override
  public void savedPlan(Plan plan) {}

  @Override
  public void generated(String file) {
    shell.out().println("\n" + "─".repeat(77) + "\n");
    shell
        .out()
        .println(
            "Planform has generated configuration and written it to "
                + file
                + ". Review and\nedit it before it goes to version control.");
  }

  @Override
  public void saved(String file) {
    shell.out().println("\n" + "─".repeat(77) + "\n");
    shell.out().println("Saved the plan to: " + file + "\n");
    shell.out().println("To perform exactly these actions, run the following command to apply:");
    shell.out().println("    planform apply \"" + file + "\"");
  }

  @Override
  public Progress applying(Plan plan) {
    if (!plan.isEmpty()) {
      shell.out().println();
    }
    return isLive() && !plan.isEmpty()
        ? LiveProgress.start(shell.terminal(), operations(plan))
        : new ProgressLines(shell);
  }

  private boolean isLive() {
    return shell.terminal().live()
        && shell.environment().getOrDefault("TF_IN_AUTOMATION", "").isEmpty()
        && !shell.environment().getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static int operations(Plan plan) {
    int operations = plan.imported().size();
    for (ResourceChange change : plan.changes()) {
      operations +=
          switch (change.action()) {
            case NO_OP, FORGET -> 0;
            case READ, CREATE, UPDATE, DELETE -> 1;
            case DELETE_THEN_CREATE, CREATE_THEN_DELETE -> 2;
          };
    }
    return operations;
  }

  @Override
  public void recovered(int operations) {
    shell
        .out()
        .println("Found out what became of " + operations + " operations of an earlier run.\n");
  }

  @Override
  public void complete(Plan plan, ApplyResult result) {
    shell.out().println("\n" + shell.terminal().palette().paint(Ink.ADD, summary(plan, result)));
    if (!result.outputs().isEmpty()) {
      shell.out().println("\nOutputs:\n");
      shell.out().print(new OutputRenderer().render(result.outputs()));
    }
  }

  static String summary(Plan plan, ApplyResult result) {
    return plan.mode() == Plan.Mode.DESTROY
        ? "Destroy complete! Resources: %d destroyed.".formatted(result.count(Work.DELETE))
        : "Apply complete! Resources: %s%d added, %d changed, %d destroyed."
            .formatted(
                result.count(Work.IMPORT) == 0 ? "" : result.count(Work.IMPORT) + " imported, ",
                result.count(Work.CREATE),
                result.count(Work.UPDATE),
                result.count(Work.DELETE));
  }

  @Override
  public void incomplete(ApplyResult result, String resumption) {
    shell.out().println("\nThe apply did not end as planned.");
    list("Done, and recorded:", result.done());
    list("Not done:", result.notDone());
    if (shell.environment().getOrDefault("TF_IN_AUTOMATION", "").isEmpty()) {
      shell.out().println("\nRun " + resumption + " to go on from here.");
    }
  }

  private void list(String heading, List<ApplyResult.Item> items) {
    if (items.isEmpty()) {
      return;
    }
    shell.out().println("\n" + heading);
    for (ApplyResult.Item item : items) {
      shell
          .out()
          .println("  " + item.work().name().toLowerCase(Locale.ROOT) + " " + item.address());
    }
  }
}
