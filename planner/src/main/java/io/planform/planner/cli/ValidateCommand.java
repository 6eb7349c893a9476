package io.planform.planner.cli;

import io.planform.planner.plan.Evaluation;
import io.planform.planner.plan.Providers;
import io.planform.planner.plan.Validator;
import io.planform.planner.render.Palette.Ink;
import io.planform.spi.diagnostic.Diagnostics;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code validate}: finds what is wrong without state, values or servers. */
final class ValidateCommand implements Command {
  private static final String[] NOT_BUILT = {"-json"};

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("validate");
    spec.usageMessage().description("Checks the manifests.");
    Flags.notBuilt(spec, NOT_BUILT);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, NOT_BUILT);
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Project project = Project.withoutInputs(shell);
    if (project == null) {
      return ExitCode.ERROR;
    }
    Evaluation evaluation = project.evaluation();
    try (Providers _ = evaluation.providers()) {
      new Validator(evaluation, project.graph(), diagnostics).validate();
    }
    project.report(diagnostics.toList());
    if (diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    shell
        .out()
        .println(
            shell.terminal().palette().paint(Ink.ADD, "Success!") + " The configuration is valid.");
    return ExitCode.DONE;
  }
}
