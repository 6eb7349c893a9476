package io.planform.planner.cli.shell;

import io.planform.planner.cli.CommandLineInterface;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.TopLevelBlocks;
import io.planform.planner.render.CompactWarnings;
import io.planform.planner.render.DiagnosticRenderer;
import io.planform.planner.render.SourceLines;
import io.planform.planner.render.json.DiagnosticJson;
import io.planform.planner.render.json.UiLines;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command is given to work with.
 *
 * @param providers that configurations can use
 * @param environment variables of the process
 * @param directory against which paths on the command line are resolved; {@code -chdir} moves it
 * @param commandLine as typed, values of variables left out; recorded in the state's history
 * @param ui takes diagnostics, where a program reads along; null where a person does
 * @param brevity what is left out where a person does
 */
public record Shell(
    CommandLineInterface cli,
    List<Provider> providers,
    Terminal terminal,
    Map<String, String> environment,
    Path directory,
    String commandLine,
    @Nullable UiLines ui,
    Brevity brevity) {

  public Shell(
      CommandLineInterface cli,
      List<Provider> providers,
      Terminal terminal,
      Map<String, String> environment,
      Path directory,
      String commandLine) {
    this(cli, providers, terminal, environment, directory, commandLine, null, Brevity.NONE);
  }

  /** Shows diagnostics, errors and warnings alike, on standard error. */
  public void report(List<Diagnostic> diagnostics) {
    report(diagnostics, Map.of());
  }

  public void report(Diagnostic diagnostic) {
    report(List.of(diagnostic));
  }

  /**
   * @param sources that source lines are shown of, by file; others are read
   */
  public void report(List<Diagnostic> diagnostics, Map<String, SourceText> sources) {
    if (ui == null) {
      report(diagnostics, lines(sources));
    } else {
      DiagnosticJson json = new DiagnosticJson(sources, new TopLevelBlocks()::header);
      diagnostics.forEach(diagnostic -> ui.diagnostic(diagnostic, json));
    }
  }

  /** Lines of sources, and of files below the directory that are not among them. */
  public SourceLines lines(Map<String, SourceText> sources) {
    SourceLines files = SourceLines.below(directory);
    return (file, number) -> {
      SourceText source = sources.get(file);
      return source == null ? files.line(file, number) : source.line(number);
    };
  }

  public void report(List<Diagnostic> diagnostics, SourceLines sources) {
    terminal.out().flush();
    boolean inShort =
        brevity.compactWarnings()
            && !diagnostics.isEmpty()
            && diagnostics.stream().noneMatch(Diagnostic::isError);
    terminal
        .err()
        .print(
            inShort
                ? new CompactWarnings(terminal.palette()).render(diagnostics)
                : new DiagnosticRenderer(sources, terminal.palette()).render(diagnostics));
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

  public Shell brief(Brevity newBrevity) {
    return new Shell(cli, providers, terminal, environment, directory, commandLine, ui, newBrevity);
  }

  public Shell in(Path newDirectory) {
    return new Shell(cli, providers, terminal, environment, newDirectory, commandLine, ui, brevity);
  }

  public Shell withoutColor() {
    return new Shell(
        cli, providers, terminal.withoutColor(), environment, directory, commandLine, ui, brevity);
  }

  public Shell typed(String newCommandLine) {
    return new Shell(cli, providers, terminal, environment, directory, newCommandLine, ui, brevity);
  }

  /** One whose diagnostics are lines of JSON on standard output, after one with the version. */
  public Shell forPrograms() {
    UiLines lines = new UiLines(Clock.systemUTC(), terminal.out()::println);
    lines.version(ProductVersion.read());
    return new Shell(cli, providers, terminal, environment, directory, commandLine, lines, brevity);
  }
}
