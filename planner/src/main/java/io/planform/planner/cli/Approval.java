package io.planform.planner.cli;

import io.planform.planner.plan.Plan;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks whether a plan shall be carried out. */
final class Approval {
  private final Shell shell;

  Approval(Shell shell) {
    this.shell = shell;
  }

  /**
   * @param asks whether questions may be asked
   */
  boolean of(Plan plan, String workspace, boolean asks) {
    if (!asks || !shell.terminal().interactive()) {
      shell.report(
          Diagnostic.error(
                  "Nobody can approve this plan",
                  "The input is not a terminal, or -input=false was given. Nothing was done.")
              .withHint("-auto-approve applies without a question"));
      return false;
    }
    String where = workspace.equals("default") ? "" : " in workspace \"" + workspace + "\"";
    boolean destroys = plan.mode() == Plan.Mode.DESTROY;
    shell
        .out()
        .println(
            destroys
                ? "\nDo you really want to destroy all resources" + where + "?"
                : "\nDo you want to perform these actions" + where + "?");
    if (destroys) {
      shell.out().println("  There is no undo. Only 'yes' will be accepted to confirm.");
    } else {
      shell.out().println("  Only 'yes' will be accepted to approve.");
    }
    shell.out().print("\n  Enter a value: ");
    shell.out().flush();
    boolean approved = "yes".equals(answer());
    shell.out().println();
    if (!approved) {
      shell.out().println(destroys ? "Destroy cancelled." : "Apply cancelled.");
    }
    return approved;
  }

  private String answer() {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(shell.terminal().in(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException _) {
      return "";
    }
  }
}
