package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.state.Removal;
import io.planform.planner.state.StateEdit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state rm ADDR…}: forgets objects, which stay as they are. */
final class StateRemoveCommand implements Command, StateEditing.Account {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("rm");
    spec.usageMessage().description("Lets the state forget objects; they stay as they are.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ADDR")
            .index("0..*")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("An instance, a resource with all its instances, or a module.")
            .build());
    StateEditing.dryRun(spec);
    StateEditing.flags(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    List<String> addresses = arguments.matchedPositionalValue(0, List.<String>of());
    return new StateEditing(shell, arguments)
        .run((state, diagnostics) -> Removal.of(state, addresses, diagnostics), this);
  }

  @Override
  public String summary(StateEdit edit) {
    return edit.subjects().size() + " forgotten";
  }

  @Override
  public List<String> lines(StateEdit edit, boolean dryRun) {
    List<String> lines = new ArrayList<>();
    edit.subjects()
        .forEach(each -> lines.add((dryRun ? "Would remove " : "Removed ") + each.from()));
    if (!dryRun) {
      lines.add("Successfully removed " + edit.subjects().size() + " resource instance(s).");
    }
    return lines;
  }
}
