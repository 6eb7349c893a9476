package io.planform.planner.cli.console;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.lang.Scope;
import io.planform.planner.plan.KnownValues;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.io.IOException;
import java.util.function.Supplier;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code console}: evaluates expressions in the scope of the directory's configuration. */
public final class ConsoleCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("console");
    spec.usageMessage()
        .description("Evaluates the expressions that are typed, one a line, until \"exit\".");
    Flags.variables(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Project project = Project.asFarAsKnown(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    Evaluation evaluation = project.evaluation();
    evaluation.planned();
    Diagnostics diagnostics = new Diagnostics();
    try (Providers _ = evaluation.providers()) {
      KnownValues.put(evaluation, project.graph(), snapshot(project), diagnostics);
    } catch (StoreException e) {
      diagnostics.add(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
    }
    project.report(diagnostics.toList());
    if (diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    return shell.terminal().interactive()
        ? atTerminal(project, evaluation.modules().root(), shell)
        : converse(evaluation.modules().root(), shell, shell.terminal()::readWholeLine);
  }

  private static int atTerminal(Project project, Scope scope, Shell shell) {
    try (TerminalLines lines =
        new TerminalLines(
            TerminalBuilder.terminal(),
            shell.home().resolve("console-history"),
            ConsoleSession::isWhole,
            ConsoleNames.completer(project.configuration(), scope))) {
      int _ = converse(scope, shell, lines::next);
      return ExitCode.DONE;
    } catch (IOException e) {
      shell.report(Diagnostic.error("The terminal cannot be used", String.valueOf(e.getMessage())));
      return ExitCode.ERROR;
    }
  }

  /** What the state holds; null if there is none, which is not made here. */
  private static @Nullable Snapshot snapshot(Project project) throws StoreException {
    try (StateStore store = project.openExistingState()) {
      return store == null ? null : store.snapshot(project.workspace());
    }
  }

  private static int converse(Scope scope, Shell shell, Supplier<@Nullable String> lines) {
    ConsoleSession session = new ConsoleSession(scope);
    int code = ExitCode.DONE;
    for (String line = lines.get(); line != null; line = lines.get()) {
      session.add(line);
      if (session.isExit()) {
        return code;
      }
      if (session.isComplete()) {
        code = Math.max(code, answer(session, shell));
      }
    }
    return session.isEmpty() ? code : Math.max(code, answer(session, shell));
  }

  private static int answer(ConsoleSession session, Shell shell) {
    ConsoleSession.Answer answer = session.answer();
    if (answer.text() != null) {
      shell.out().println(answer.text());
    }
    shell.report(answer.diagnostics(), (_, number) -> answer.source().line(number));
    return answer.text() == null ? ExitCode.ERROR : ExitCode.DONE;
  }
}
