package io.planform.planner.cli.project;

import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.manifest.InputValues;
import org.jspecify.annotations.Nullable;

/** Asks at the terminal for variables without a value. */
final class VariablePrompt implements InputValues.Prompt {
  private final Shell shell;

  VariablePrompt(Shell shell) {
    this.shell = shell;
  }

  @Override
  public @Nullable String ask(Variable variable) {
    // The terminal would show what is typed.
    if (variable.sensitive()) {
      return null;
    }
    shell.out().println("var." + variable.name());
    variable.description().lines().forEach(line -> shell.out().println("  " + line));
    shell.out().print("\n  Enter a value: ");
    shell.out().flush();
    String answer = shell.terminal().readLine();
    shell.out().println();
    return answer;
  }
}
