package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.state.StateEdit;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state push FILE}: puts a file in the place of the state. */
final class StatePushCommand implements Command, StateEditing.Account {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("push");
    spec.usageMessage()
        .description(
            "Makes the state what a file says, which 'state pull' printed or Terraform wrote.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .index("0")
            .arity("1")
            .type(String.class)
            .description("The file; - reads standard input.")
            .build());
    spec.addOption(
        Flags.flag("-force", "Also if the file is older, or of another state: look twice."));
    StateTakeover.flags(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String file = arguments.matchedPositionalValue(0, "");
    return new StateTakeover(shell, arguments, arguments.hasMatchedOption("-force"))
        .run(file, this);
  }

  @Override
  public String summary(StateEdit edit) {
    return edit.subjects().size() + " changed by a pushed file";
  }

  @Override
  public List<String> lines(StateEdit edit, boolean dryRun) {
    return List.of();
  }
}
