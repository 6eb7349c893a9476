package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.state.Move;
import io.planform.planner.state.StateEdit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state mv SOURCE DESTINATION}: gives objects another address. */
final class StateMoveCommand implements Command, StateEditing.Account {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("mv");
    spec.usageMessage()
        .description("Gives an instance, a resource or a module of the state another address.");
    spec.addPositional(address("0", "SOURCE", "What is moved."));
    spec.addPositional(address("1", "DESTINATION", "Where to: an address that holds nothing yet."));
    StateEditing.dryRun(spec);
    StateEditing.flags(spec);
    return spec;
  }

  private static PositionalParamSpec address(String index, String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index(index)
        .arity("1")
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String from = arguments.matchedPositionalValue(0, "");
    String to = arguments.matchedPositionalValue(1, "");
    return new StateEditing(shell, arguments)
        .run((state, diagnostics) -> new Move(state, diagnostics).of(from, to), this);
  }

  @Override
  public String summary(StateEdit edit) {
    return edit.subjects().size() + " moved";
  }

  @Override
  public List<String> lines(StateEdit edit, boolean dryRun) {
    List<String> lines = new ArrayList<>();
    for (StateEdit.Subject subject : edit.subjects()) {
      String verb = dryRun ? "Would move " : "Move ";
      lines.add(verb + quoted(subject.from()) + " to " + quoted(subject.to()));
    }
    if (!dryRun) {
      lines.add("Successfully moved " + edit.subjects().size() + " object(s).");
    }
    return lines;
  }

  private static String quoted(String address) {
    return "\"" + address.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
