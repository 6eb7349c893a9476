package io.planform.planner.cli.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.git.Checkout;
import io.planform.store.StoreException;
import io.planform.store.job.BlockedCommit;
import io.planform.store.job.Deployment;
import io.planform.store.job.DeploymentRun;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy status}: where deployments stand. Asks no repository. */
final class DeployStatusCommand implements Command {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("status");
    spec.usageMessage()
        .description(
            "Shows for every deployment its branch, what is deployed, and what is in the"
                + " way.");
    DeploySession.names(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        shell,
        session -> {
          List<DeploymentSettings> named = session.named(arguments);
          if (named == null) {
            return ExitCode.ERROR;
          }
          for (DeploymentSettings settings : named) {
            if (arguments.hasMatchedOption("-json")) {
              shell.out().println(json(settings, session));
            } else {
              show(settings, session, shell);
            }
          }
          return ExitCode.DONE;
        });
  }

  private static void show(DeploymentSettings settings, DeploySession session, Shell shell)
      throws StoreException {
    Deployment deployment = session.store().deployment(settings.key());
    List<DeploymentRun> runs = session.store().runs(settings.key(), 1);
    shell.out().println(settings.name());
    row(shell, "branch", settings.branch() + " of " + settings.key().repository());
    row(shell, "head", shortened(deployment.head()));
    row(shell, "deployed", shortened(deployment.deployed()));
    if (deployment.pinned() != null) {
      row(shell, "rolled back", "to " + shortened(deployment.pinned()));
    }
    if (!runs.isEmpty()) {
      row(shell, "last run", DeployHistoryCommand.line(runs.getFirst()));
    }
    if (deployment.obstacle() != null) {
      row(shell, "waiting", deployment.obstacle());
    }
    for (BlockedCommit block : session.store().blocks(settings.key())) {
      if (block.isInForce()) {
        row(shell, "blocked", shortened(block.commit()) + ": " + block.reason());
      }
    }
  }

  private static void row(Shell shell, String name, String text) {
    shell.out().println("  %-12s %s".formatted(name, text));
  }

  private static String shortened(@Nullable String commit) {
    return commit == null ? "none" : Checkout.shortened(commit);
  }

  private static ObjectNode json(DeploymentSettings settings, DeploySession session)
      throws StoreException {
    Deployment deployment = session.store().deployment(settings.key());
    ObjectNode node = JSON.createObjectNode();
    node.put("name", settings.name());
    node.put("repository", settings.key().repository());
    node.put("branch", settings.branch());
    node.put("path", settings.path());
    node.put("workspace", settings.workspace());
    node.put("head", deployment.head());
    node.put("deployed", deployment.deployed());
    node.put("rolled_back_to", deployment.pinned());
    node.put("obstacle", deployment.obstacle());
    for (DeploymentRun run : session.store().runs(settings.key(), 1)) {
      node.set("last_run", DeployHistoryCommand.json(run));
    }
    for (BlockedCommit block : session.store().blocks(settings.key())) {
      if (block.isInForce()) {
        node.withObjectProperty("blocked").put(block.commit(), block.reason());
      }
    }
    return node;
  }
}
