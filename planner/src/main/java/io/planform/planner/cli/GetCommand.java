package io.planform.planner.cli;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.ModulePath;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code get}: fetches the modules that are called. */
final class GetCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("get");
    spec.usageMessage()
        .description("Fetches the modules that are called, and prints the directory of each.");
    spec.addOption(
        Flags.flag("-update", "Takes the newest modules there are instead of those locked."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    if (arguments.hasMatchedOption("-update") && !InitCommand.upgraded(shell)) {
      return ExitCode.ERROR;
    }
    Project project = Project.withoutInputs(shell);
    if (project == null) {
      return ExitCode.ERROR;
    }
    project.tree().modules().entrySet().stream()
        .filter(module -> !module.getKey().isRoot())
        .sorted(Comparator.comparing(module -> name(module.getKey())))
        .forEach(module -> print(module, shell));
    return ExitCode.DONE;
  }

  private static void print(Map.Entry<ModulePath, Configuration> module, Shell shell) {
    Path directory = shell.directory().relativize(module.getValue().directory());
    shell.out().println("- " + name(module.getKey()) + " in " + directory);
  }

  private static String name(ModulePath module) {
    return String.join(".", module.calls());
  }
}
