package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.state.StateEdit;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state import-tfstate FILE}: goes on where Terraform stopped. */
final class StateImportCommand implements Command, StateEditing.Account {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("import-tfstate");
    spec.usageMessage()
        .description("Takes a Terraform state over (format 4); the file stays as it is.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .index("0")
            .arity("1")
            .type(String.class)
            .description(
                "Such as terraform.tfstate, or what 'terraform state pull' prints: - reads it.")
            .build());
    StateTakeover.flags(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String file = arguments.matchedPositionalValue(0, "");
    return new StateTakeover(shell, arguments, false).run(file, this);
  }

  @Override
  public String summary(StateEdit edit) {
    return edit.subjects().size() + " taken over from Terraform";
  }

  @Override
  public List<String> lines(StateEdit edit, boolean dryRun) {
    return edit.subjects().isEmpty()
        ? List.of("The state says the same already.")
        : List.of(
            "Took over " + edit.subjects().size() + " objects and outputs.",
            "'planform plan' compares them with the configuration.");
  }
}
