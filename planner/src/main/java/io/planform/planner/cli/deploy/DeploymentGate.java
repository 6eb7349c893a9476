package io.planform.planner.cli.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.project.Consent;
import io.planform.planner.cli.project.PlanFiles;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.Decision;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.policy.Policies;
import io.planform.planner.saved.SavedPlan;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a plan be applied if its policies, its limits and those who approve it do. */
final class DeploymentGate implements Consent {
  private static final int ID_BYTES = 6;

  private final DeploymentSettings settings;
  private final Project project;
  private final List<String> reasons;
  private final Decision.Approvals approvals;
  private final Path base;
  private final Shell shell;
  private @Nullable String plan;
  private Plan.@Nullable Counts counts;
  private @Nullable String awaited;

  /**
   * @param reasons why the plan needs an approval whatever it says
   * @param base against which the places of policies are resolved
   */
  DeploymentGate(
      DeploymentSettings settings,
      Project project,
      List<String> reasons,
      Decision.Approvals approvals,
      Path base,
      Shell shell) {
    this.settings = settings;
    this.project = project;
    this.reasons = reasons;
    this.approvals = approvals;
    this.base = base;
    this.shell = shell;
  }

  /** What names the plan's changes; null where there was no plan. */
  @Nullable String plan() {
    return plan;
  }

  Plan.@Nullable Counts counts() {
    return counts;
  }

  /** Why somebody has to approve the plan first; null where nobody has to. */
  @Nullable String awaited() {
    return awaited;
  }

  @Override
  public boolean isGiven() {
    return false;
  }

  @Override
  public boolean to(Plan planned, Snapshot prior) {
    counts = planned.counts();
    SavedPlan saved = project.saved(planned, PlanRequest.NORMAL, prior);
    ObjectNode document = PlanFiles.json(saved, project, shell);
    if (document == null) {
      return false;
    }
    plan = id(document);
    if (declaresNothing() && !prior.resources().isEmpty()) {
      shell.report(
          Diagnostic.error(
                  "The commit declares nothing",
                  "Its manifests have no resource and no module, and "
                      + prior.resources().size()
                      + " objects are managed. Nothing was destroyed.")
              .withHint("'planform destroy' destroys everything, if that is meant"));
      return false;
    }
    return keepsPolicies(document, saved) && isApproved(planned);
  }

  private boolean declaresNothing() {
    return project.configuration().resources().isEmpty()
        && project.configuration().calls().isEmpty();
  }

  private boolean keepsPolicies(ObjectNode document, SavedPlan saved) {
    if (settings.policies().isEmpty()) {
      return true;
    }
    Diagnostics found = new Diagnostics();
    Policies policies = Policies.read(base, settings.policies(), found);
    boolean kept = !found.hasErrors();
    if (kept) {
      Policies.Verdict verdict = policies.check(document, saved.planTime(), found);
      kept = verdict.denied() == 0 && verdict.invalid() == 0;
    }
    shell.report(found.toList(), policies.sources());
    return kept;
  }

  private boolean isApproved(Plan planned) {
    if (planned.isEmpty()) {
      return true;
    }
    List<String> why = new ArrayList<>(reasons);
    int destroys =
        (int) planned.changes().stream().filter(each -> each.action().destroys()).count();
    if (destroys > settings.maxDestroys()) {
      why.add(
          "it destroys "
              + destroys
              + " objects, more than max_destroys = "
              + settings.maxDestroys());
    }
    switch (settings.approval()) {
      case AUTOMATIC -> {}
      case NO_DESTROY -> {
        if (destroys > 0) {
          why.add("it destroys " + destroys + (destroys == 1 ? " object" : " objects"));
        }
      }
      case ALWAYS -> why.add("every plan needs an approval");
    }
    String id = String.valueOf(plan);
    try {
      if (why.isEmpty() || approvals.has(id)) {
        return true;
      }
    } catch (StoreException e) {
      shell.report(Diagnostic.error("Approvals cannot be read", String.valueOf(e.getMessage())));
      return false;
    }
    awaited = String.join("; ", why);
    return false;
  }

  /** Of the changes alone: the same changes of another moment have the same id. */
  static String id(ObjectNode document) {
    ObjectNode changes = new ObjectMapper().createObjectNode();
    changes.set("resource_changes", document.path("resource_changes"));
    changes.set("output_changes", document.path("output_changes"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(changes.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
