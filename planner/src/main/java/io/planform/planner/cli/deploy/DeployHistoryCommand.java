package io.planform.planner.cli.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.git.Checkout;
import io.planform.store.job.DeploymentRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy history}: the runs of a deployment. */
final class DeployHistoryCommand implements Command {
  private static final int MOST = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("history");
    spec.usageMessage()
        .description(
            "Lists the last "
                + MOST
                + " runs of a deployment, newest first: commit, plan, who, the"
                + " revision of the state, and how it ended.");
    DeploySession.name(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        arguments,
        shell,
        (session, settings) -> {
          for (DeploymentRun run : session.store().runs(settings.key(), MOST)) {
            if (arguments.hasMatchedOption("-json")) {
              shell.out().println(json(run));
            } else {
              shell.out().println(line(run));
            }
          }
          return ExitCode.DONE;
        });
  }

  static String line(DeploymentRun run) {
    return "#%d %s %s by %s at %s%s%s%s"
        .formatted(
            run.number(),
            Checkout.shortened(run.commit()),
            word(run),
            run.actor(),
            run.started().truncatedTo(ChronoUnit.SECONDS),
            run.planHash() == null ? "" : ", plan " + run.planHash(),
            run.revision() == null ? "" : ", revision " + run.revision(),
            run.summary() == null ? "" : ": " + run.summary());
  }

  private static String word(DeploymentRun run) {
    return run.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static ObjectNode json(DeploymentRun run) {
    ObjectNode node = JSON.createObjectNode();
    node.put("number", run.number());
    node.put("commit", run.commit());
    node.put("outcome", run.outcome().name().toLowerCase(Locale.ROOT));
    node.put("plan", run.planHash());
    node.put("revision", run.revision());
    node.put("actor", run.actor());
    node.put("summary", run.summary());
    node.put("started", run.started().toString());
    Instant ended = run.ended();
    node.put("ended", ended == null ? null : ended.toString());
    return node;
  }
}
