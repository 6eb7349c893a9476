package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.state.StateEdit;
import io.planform.planner.state.Tainting;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code taint} and {@code untaint}: whether the next apply is to replace an object. */
public final class TaintCommand implements Command, StateEditing.Account {
  private static final String ALLOW_MISSING = "-allow-missing";

  private final boolean taints;

  private TaintCommand(boolean taints) {
    this.taints = taints;
  }

  public static TaintCommand taint() {
    return new TaintCommand(true);
  }

  public static TaintCommand untaint() {
    return new TaintCommand(false);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(taints ? "taint" : "untaint");
    spec.usageMessage()
        .description(
            taints
                ? "Marks an object as damaged, so that the next apply replaces it."
                : "Takes the mark away that makes the next apply replace an object.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ADDR")
            .index("0")
            .arity("1")
            .type(String.class)
            .description("The object's address, such as huaweicloud_fgs_function.hello.")
            .build());
    spec.addOption(Flags.flag(ALLOW_MISSING, "Succeeds if the object is not in the state."));
    StateEditing.flags(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String address = arguments.matchedPositionalValue(0, "");
    boolean allowsMissing = arguments.hasMatchedOption(ALLOW_MISSING);
    return new StateEditing(shell, arguments)
        .run(
            (state, diagnostics) ->
                new Tainting(state, taints, allowsMissing).of(address, diagnostics),
            this);
  }

  @Override
  public String summary(StateEdit edit) {
    return edit.subjects().size() + (taints ? " tainted" : " untainted");
  }

  @Override
  public List<String> lines(StateEdit edit, boolean dryRun) {
    return edit.subjects().stream()
        .map(
            subject ->
                "Resource instance "
                    + subject.from()
                    + (taints
                        ? " has been marked as tainted."
                        : " has been successfully untainted."))
        .toList();
  }
}
