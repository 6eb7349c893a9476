package io.planform.planner.cli;

import io.planform.planner.render.DiagnosticRenderer;
import io.planform.planner.render.SourceLines;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command is given to work with.
 *
 * @param providers that configurations can use
 * @param environment variables of the process
 * @param directory against which paths on the command line are resolved; {@code -chdir} moves it
 * @param commandLine as typed, values of variables left out; recorded in the state's history
 */
public record Shell(
    CommandLineInterface cli,
    List<Provider> providers,
    Terminal terminal,
    Map<String, String> environment,
    Path directory,
    String commandLine) {

  /** Shows diagnostics, errors and warnings alike, on standard error. */
  public void report(List<Diagnostic> diagnostics) {
    report(diagnostics, SourceLines.below(directory));
  }

  public void report(Diagnostic diagnostic) {
    report(List.of(diagnostic));
  }

  void report(List<Diagnostic> diagnostics, SourceLines sources) {
    terminal.out().flush();
    terminal.err().print(new DiagnosticRenderer(sources, terminal.palette()).render(diagnostics));
    terminal.err().flush();
  }

  public PrintStream out() {
    return terminal.out();
  }

  /** {@code PLANFORM_HOME}, by default {@code ~/.planform}. */
  public Path home() {
    String home = environment.get("PLANFORM_HOME");
    return home == null || home.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".planform")
        : directory.resolve(home).toAbsolutePath().normalize();
  }

  /** Runs another command in this process, as if it had been typed in the directory. */
  public int run(Path in, String... arguments) {
    return cli.run(List.of(arguments), new Shell(cli, providers, terminal, environment, in, ""));
  }

  Shell in(Path newDirectory) {
    return new Shell(cli, providers, terminal, environment, newDirectory, commandLine);
  }

  Shell withoutColor() {
    return new Shell(cli, providers, terminal.withoutColor(), environment, directory, commandLine);
  }

  Shell typed(String newCommandLine) {
    return new Shell(cli, providers, terminal, environment, directory, newCommandLine);
  }
}
