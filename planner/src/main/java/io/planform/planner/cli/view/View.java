package io.planform.planner.cli.view;

import io.planform.planner.apply.ApplyListener;
import io.planform.planner.apply.ApplyResult;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.render.json.UiLines;

/** How a plan and its apply are shown: to people, or to programs. */
public interface View {

  /** Hears of objects that are read. */
  PlanListener refreshing();

  /** The one that fits who reads along. */
  static View of(Shell shell) {
    UiLines ui = shell.ui();
    return ui == null ? new HumanView(shell) : new JsonView(ui);
  }

  void plan(Plan plan);

  /** A plan that was shown when it was made, and is applied now. */
  void savedPlan(Plan plan);

  /**
   * @param file where the configuration of imported objects is now, as it was typed
   */
  void generated(String file);

  /**
   * @param file where the plan is now, as it was typed
   */
  void saved(String file);

  /** Hears of the apply, and is closed when it ends. */
  Progress applying(Plan plan);

  void recovered(int operations);

  void complete(Plan plan, ApplyResult result);

  /**
   * @param resumption what to run to go on from there
   */
  void incomplete(ApplyResult result, String resumption);

  /** A listener that may keep a clock running. */
  interface Progress extends ApplyListener, AutoCloseable {
    /** Lets something else be printed. */
    default void aside(Runnable telling) {
      telling.run();
    }

    @Override
    void close();
  }
}
