package io.planform.planner.cli.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.render.text.JsonText;
import io.planform.store.state.Revision;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code state history}: the revisions, newest first. */
final class StateHistoryCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("history");
    spec.usageMessage().description("Lists who changed the state, when and how; newest first.");
    spec.addOption(Flags.flag("-json", "Prints an array of objects."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return StateReading.open(
        shell,
        store -> {
          List<Revision> history = store.history(Project.workspace(shell));
          if (arguments.hasMatchedOption("-json")) {
            shell.out().println(JsonText.indented(json(history)));
          } else {
            history.forEach(each -> show(each, shell));
          }
          return ExitCode.DONE;
        });
  }

  private static void show(Revision revision, Shell shell) {
    String summary = revision.summary();
    String commit = revision.commit();
    String plan = revision.planHash();
    shell
        .out()
        .println(
            revision.number()
                + "  "
                + revision.at()
                + "  "
                + revision.actor()
                + "  "
                + (summary == null ? "did not finish" : summary));
    shell.out().println("    " + revision.command());
    if (commit != null) {
      shell.out().println("    commit " + commit);
    }
    if (plan != null) {
      shell.out().println("    plan " + plan);
    }
  }

  private static ArrayNode json(List<Revision> history) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Revision each : history) {
      list.addObject()
          .put("number", each.number())
          .put("parent", each.parent())
          .put("at", each.at().toString())
          .put("actor", each.actor())
          .put("command", each.command())
          .put("commit", each.commit())
          .put("plan_hash", each.planHash())
          .put("summary", each.summary());
    }
    return list;
  }
}
