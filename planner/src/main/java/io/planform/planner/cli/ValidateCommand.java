package io.planform.planner.cli;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.TestDirectory;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.TestSources;
import io.planform.planner.manifest.hcl.TopLevelBlocks;
import io.planform.planner.plan.Validator;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.render.json.DiagnosticJson;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.planner.test.Tests;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code validate}: finds what is wrong without state, values or servers. */
final class ValidateCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("validate");
    spec.usageMessage().description("Checks the manifests.");
    spec.addOption(Flags.flag("-no-tests", "Leaves the tests out."));
    spec.addOption(TestDirectory.flag());
    spec.addOption(Flags.flag("-json", "Prints the result as JSON, as terraform validate does."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, SourceText> sources = new HashMap<>();
    String directory = TestDirectory.of(arguments, shell, diagnostics);
    Project project = Project.withoutInputs(shell, diagnostics, sources);
    if (project != null && !diagnostics.hasErrors()) {
      Evaluation evaluation = project.evaluation();
      try (Providers _ = evaluation.providers()) {
        new Validator(evaluation, project.graph(), diagnostics).validate();
      }
    }
    if (!arguments.hasMatchedOption("-no-tests")) {
      tests(project, directory, shell, diagnostics, sources);
    }
    if (arguments.hasMatchedOption("-json")) {
      TopLevelBlocks blocks = new TopLevelBlocks();
      shell
          .out()
          .println(new DiagnosticJson(sources, blocks::header).validation(diagnostics.toList()));
    } else {
      shell.report(diagnostics.toList(), sources);
      if (!diagnostics.hasErrors()) {
        String success = shell.terminal().palette().paint(Ink.ADD, "Success!");
        shell.out().println(success + " The configuration is valid.");
      }
    }
    return diagnostics.hasErrors() ? ExitCode.ERROR : ExitCode.DONE;
  }

  /**
   * @param project null if it cannot be read
   */
  private static void tests(
      @Nullable Project project,
      String directory,
      Shell shell,
      Diagnostics diagnostics,
      Map<String, SourceText> sources) {
    try (TestSources files = new TestSources(shell.directory(), diagnostics)) {
      Tests tests = Tests.read(files, directory, diagnostics);
      if (project != null) {
        tests.check(project.tree(), diagnostics);
      }
      sources.putAll(files.texts());
    }
  }
}
