package io.planform.planner.cli.shell;

import io.planform.planner.plan.Plan;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks whether something shall be done. */
public final class Approval {
  private static final String YES = "yes";

  private final Shell shell;

  public Approval(Shell shell) {
    this.shell = shell;
  }

  /**
   * @param asks whether questions may be asked
   */
  public boolean of(Plan plan, String workspace, boolean asks) {
    if (!asks) {
      return nobody();
    }
    String where = workspace.equals("default") ? "" : " in workspace \"" + workspace + "\"";
    boolean destroys = plan.mode() == Plan.Mode.DESTROY;
    String question =
        destroys
            ? "Do you really want to destroy all resources" + where + "?"
            : "Do you want to perform these actions" + where + "?";
    List<String> explanation =
        destroys
            ? List.of("There is no undo. Only 'yes' will be accepted to confirm.")
            : List.of("Only 'yes' will be accepted to approve.");
    String answer = ask(question, explanation);
    if (answer == null) {
      return nobody();
    }
    boolean approved = answer.equals(YES);
    if (!approved) {
      shell.out().println(destroys ? "Destroy cancelled." : "Apply cancelled.");
    }
    return approved;
  }

  private boolean nobody() {
    shell.report(
        Diagnostic.error(
                "Nobody can approve this plan",
                "There is no input, or -input=false was given. Nothing was done.")
            .withHint("-auto-approve applies without a question"));
    return false;
  }

  /** Asks; only a whole {@code yes} is one. */
  public boolean isYes(String question, List<String> explanation) {
    return YES.equals(ask(question, explanation));
  }

  /** A line from a terminal or a pipe; null if there is none. */
  private @Nullable String ask(String question, List<String> explanation) {
    shell.out().println("\n" + question);
    explanation.forEach(line -> shell.out().println("  " + line));
    shell.out().print("\n  Enter a value: ");
    shell.out().flush();
    String answer = shell.terminal().readLine();
    shell.out().println();
    return answer;
  }
}
