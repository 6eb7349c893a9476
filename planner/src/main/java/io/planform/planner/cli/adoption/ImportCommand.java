package io.planform.planner.cli.adoption;

import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.plan.address.Address;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code import ADDR ID}, {@code import -all}: puts an object that exists under management. */
public final class ImportCommand implements Command {
  private static final String ALL = "-all";
  private static final String OUT = "-out";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("import");
    spec.usageMessage()
        .description("Records an object that exists as that of a resource of the configuration.");
    spec.addPositional(argument("0", "ADDR", "Address of the resource, or of its instance."));
    spec.addPositional(argument("1", "ID", "The object's id, in the form its type has."));
    spec.addOption(
        Flags.flag(
            ALL, "Lists what is there and the state does not own, instead; imports nothing."));
    spec.addOption(
        OptionSpec.builder(OUT)
            .paramLabel("FILE")
            .type(String.class)
            .description(
                "With -all: writes import and resource blocks for it to this new file, in HCL or,"
                    + " by its name, in YAML.")
            .build());
    Flags.variables(spec);
    Flags.input(spec);
    Flags.locking(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    return spec;
  }

  private static PositionalParamSpec argument(String index, String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index(index)
        .arity("0..1")
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    Shell shell = arguments.hasMatchedOption("-json") ? typed.forPrograms() : typed;
    Diagnostics diagnostics = new Diagnostics();
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    String text = arguments.matchedPositionalValue(0, "");
    boolean all = arguments.hasMatchedOption(ALL);
    String id = arguments.matchedPositionalValue(1, "");
    if (all ? !text.isEmpty() : id.isEmpty() || arguments.hasMatchedOption(OUT)) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid use of import",
                  "It takes an address and an id; or -all, perhaps with -out, and neither.")
              .withHint("planform import ADDR ID, or planform import -all -out=FILE"));
    }
    if (all) {
      Project project = diagnostics.hasErrors() ? null : Project.loadAny(shell, arguments);
      shell.report(diagnostics.toList());
      return project == null
          ? ExitCode.ERROR
          : new ImportAll(project, shell).run(arguments.matchedOptionValue(OUT, ""));
    }
    Address address = Address.parse(text);
    if (!diagnostics.hasErrors() && (address == null || address.mode() != Mode.MANAGED)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid address", text + " is not the address of an instance of a resource."));
    }
    if (address == null || diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    Resource block =
        project.tree().resource(address.module().path(), address.block().node().name());
    if (block == null) {
      shell.report(
          Diagnostic.error(
                  "Configuration for import target does not exist",
                  address + " is not declared, so that nothing can be imported to it.")
              .withHint("write the resource block first"));
      return ExitCode.ERROR;
    }
    return project.withState(
        store ->
            Leasing.hold(
                store,
                project.workspace(),
                wait,
                shell,
                run -> new ImportOne(project, address, block, id, shell).run(run)));
  }
}
