package io.planform.planner.deploy;

import io.planform.planner.deploy.Delivery.Delivered;
import io.planform.planner.deploy.Delivery.Order;
import io.planform.planner.deploy.Report.State;
import io.planform.planner.deploy.git.Checkout;
import io.planform.planner.deploy.git.GitException;
import io.planform.planner.deploy.git.Mirror;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.planner.deploy.git.Signatures;
import io.planform.planner.lang.file.Wildcard;
import io.planform.store.StoreException;
import io.planform.store.job.BlockedCommit;
import io.planform.store.job.Deployment;
import io.planform.store.job.DeploymentKey;
import io.planform.store.job.DeploymentRun.Outcome;
import io.planform.store.job.JobStore;
import io.planform.store.job.Leader;
import io.planform.store.state.LeaseLostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings deployments to where their branches are. Each look starts from what the branch and the
 * store say now, so that it does not matter what woke it, how often, or where an earlier one died.
 */
public final class Reconciler {
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final JobStore store;
  private final Leader leader;
  private final Mirrors mirrors;
  private final RemoteHeads heads;
  private final Path checkouts;
  private final Delivery delivery;
  private final String actor;
  private final InstantSource clock;
  private final Map<String, DeploymentSettings> all = new HashMap<>();

  /**
   * @param deployments all, since they depend on each other
   * @param checkouts has a directory for each
   * @param actor who runs this
   */
  public Reconciler(
      List<DeploymentSettings> deployments,
      JobStore store,
      Leader leader,
      Mirrors mirrors,
      Path checkouts,
      Delivery delivery,
      String actor,
      InstantSource clock) {
    this.store = store;
    this.leader = leader;
    this.mirrors = mirrors;
    this.heads = new RemoteHeads(mirrors);
    this.checkouts = checkouts;
    this.delivery = delivery;
    this.actor = actor;
    this.clock = clock;
    deployments.forEach(each -> all.put(each.name(), each));
  }

  /** Where the branch is, where the deployment stands, and what follows from that. */
  private record Assessment(Deployment deployment, String head, String wanted, Decision decision) {}

  /** Makes the next look ask the repository. */
  public void forget(DeploymentSettings settings) {
    heads.forget(settings.repository().remote());
  }

  /**
   * Does what is to be done now about a deployment.
   *
   * @throws LeaseLostException if another service leads now
   */
  public Report reconcile(DeploymentSettings settings) throws StoreException {
    DeploymentKey key = settings.key();
    Report report;
    try {
      Assessment assessment = assess(settings);
      report =
          assessment == null ? gone(settings, store.deployment(key)) : act(settings, assessment);
    } catch (GitException e) {
      report = new Report(State.UNKNOWN, null, String.valueOf(e.getMessage()), null);
    }
    String obstacle = report.state().isGood() ? null : report.detail();
    if (!Objects.equals(store.deployment(key).obstacle(), obstacle)) {
      leader.hinder(key, obstacle);
    }
    return report;
  }

  /** Nothing is destroyed: a branch may be back tomorrow. */
  private Report gone(DeploymentSettings settings, Deployment deployment) throws StoreException {
    if (deployment.head() != null) {
      leader.observe(settings.key(), null);
    }
    return new Report(
        State.UNKNOWN,
        null,
        "the branch "
            + settings.branch()
            + (deployment.deployed() == null ? " is not there" : " is gone; nothing is destroyed"),
        null);
  }

  /** Null where the branch is not there. */
  private @Nullable Assessment assess(DeploymentSettings settings)
      throws GitException, StoreException {
    Mirror mirror = mirrors.of(settings.repository().remote());
    String seen =
        heads
            .of(settings.repository().remote(), settings.repository().poll().dividedBy(2))
            .get(settings.branch());
    if (seen == null) {
      return null;
    }
    DeploymentKey key = settings.key();
    Deployment deployment = store.deployment(key);
    boolean isNew = !seen.equals(deployment.head()) || !mirror.has(seen);
    String head = isNew ? mirror.fetch(settings.branch()) : seen;
    if (!head.equals(deployment.head())) {
      leader.observe(key, head);
    }
    List<BlockedCommit> blocks = store.blocks(key);
    String pinned = deployment.pinned();
    String wanted = pinned != null && isBlocked(blocks, head) ? pinned : head;
    String inputs = settings.inputsDigest();
    Decision decision =
        Decision.of(
            stands(settings, mirror, deployment, wanted),
            blocks.stream().filter(each -> each.commit().equals(wanted)).findFirst(),
            store.runs(key, wanted).stream().filter(run -> run.inputs().equals(inputs)).toList(),
            approvals(key, wanted),
            settings,
            clock.instant());
    return new Assessment(deployment, head, wanted, decision);
  }

  private Decision.Approvals approvals(DeploymentKey key, String commit) {
    return plan -> store.approver(key, commit, plan).isPresent();
  }

  private static boolean isBlocked(List<BlockedCommit> blocks, String commit) {
    return blocks.stream().anyMatch(each -> each.commit().equals(commit) && each.isInForce());
  }

  /** Whether the commit is deployed, or differs from that one in nothing that matters. */
  private static boolean stands(
      DeploymentSettings settings, Mirror mirror, Deployment deployment, String wanted)
      throws GitException {
    String deployed = deployment.deployed();
    if (deployed == null || !settings.inputsDigest().equals(deployment.inputs())) {
      return false;
    }
    if (deployed.equals(wanted)) {
      return true;
    }
    List<Wildcard> paths =
        settings.paths().stream().map(Wildcard::parse).filter(Objects::nonNull).toList();
    return !paths.isEmpty()
        && !mirror.differs(
            deployed, wanted, file -> paths.stream().anyMatch(path -> path.matches(file)));
  }

  private Report act(DeploymentSettings settings, Assessment assessment)
      throws GitException, StoreException {
    String wanted = assessment.wanted();
    return switch (assessment.decision()) {
      case Decision.Settled _ ->
          new Report(
              State.SETTLED,
              wanted,
              wanted.equals(assessment.head())
                  ? "nothing to do"
                  : "rolled back from " + Checkout.shortened(assessment.head()),
              null);
      case Decision.Blocked(String reason) ->
          new Report(
              State.BLOCKED,
              wanted,
              "blocked: "
                  + reason
                  + "; 'planform deploy unblock "
                  + settings.name()
                  + "' tries it"
                  + " again",
              null);
      case Decision.GiveUp(String reason) -> {
        leader.block(settings.key(), wanted, reason, actor);
        yield new Report(State.BLOCKED, wanted, "blocked: " + reason, null);
      }
      case Decision.Retry(Instant at, String reason) ->
          new Report(State.WAITING, wanted, reason + "; tried again at " + at, at);
      case Decision.AwaitApproval(String plan, String why) ->
          new Report(State.WAITING, wanted, awaits(settings, plan, why), null);
      case Decision.Deploy _ -> deploy(settings, assessment);
    };
  }

  private static String awaits(DeploymentSettings settings, String plan, @Nullable String why) {
    return "plan %s waits for 'planform deploy approve %s %s'%s"
        .formatted(plan, settings.name(), plan, why == null ? "" : ": " + why);
  }

  private Report deploy(DeploymentSettings settings, Assessment assessment)
      throws GitException, StoreException {
    String wanted = assessment.wanted();
    for (String name : settings.dependsOn()) {
      Assessment other = assess(Objects.requireNonNull(all.get(name)));
      if (other == null || !(other.decision() instanceof Decision.Settled)) {
        return new Report(State.WAITING, wanted, "waits for the deployment " + name, null);
      }
    }
    Mirror mirror = mirrors.of(settings.repository().remote());
    mirror.require(wanted);
    Signatures signatures = settings.repository().signatures();
    String refusal = signatures == null ? null : signatures.refusal(mirror, wanted);
    if (refusal != null) {
      return new Report(
          State.BLOCKED,
          wanted,
          "the commit " + Checkout.shortened(wanted) + " is not deployed: " + refusal,
          null);
    }
    return run(settings, wanted, reasons(settings, assessment, mirror), mirror);
  }

  private static List<String> reasons(
      DeploymentSettings settings, Assessment assessment, Mirror mirror) throws GitException {
    List<String> reasons = new ArrayList<>();
    String deployed = assessment.deployment().deployed();
    if (deployed != null
        && !settings.allowsForcePush()
        && assessment.wanted().equals(assessment.head())
        && !mirror.isAncestor(deployed, assessment.head())) {
      reasons.add(
          "the branch was rewritten and no longer has the deployed commit "
              + Checkout.shortened(deployed));
    }
    return reasons;
  }

  private Report run(
      DeploymentSettings settings, String commit, List<String> reasons, Mirror mirror)
      throws StoreException {
    DeploymentKey key = settings.key();
    long number = leader.begin(key, commit, settings.inputsDigest(), actor);
    Path directory = checkouts.resolve(settings.name());
    Delivered delivered;
    try {
      Path root = new Checkout(mirrors).write(mirror, commit, directory, settings.path());
      delivered =
          delivery.deliver(
              new Order(settings, root, commit, number, reasons, approvals(key, commit)));
    } catch (GitException e) {
      delivered = failed(String.valueOf(e.getMessage()));
    } catch (LeaseLostException e) {
      throw e;
    } catch (StoreException e) {
      delivered = failed("the state cannot be used: " + e.getMessage());
    } catch (RuntimeException e) {
      delivered = failed("internal error: " + e);
    }
    return switch (delivered) {
      case Delivered.Held(String holder) -> {
        leader.withdraw(key, number);
        yield new Report(State.WAITING, commit, holder, clock.instant().plus(BUSY));
      }
      case Delivered.Ended ended -> finish(settings, commit, number, checked(settings, ended));
    };
  }

  private static Delivered.Ended failed(String summary) {
    return new Delivered.Ended(Outcome.FAILED, null, null, summary);
  }

  private static Delivered.Ended checked(DeploymentSettings settings, Delivered.Ended ended) {
    DeploymentSettings.HealthCheck health = settings.health();
    String problem =
        health == null || ended.outcome() != Outcome.DEPLOYED ? null : HealthProbe.problem(health);
    return problem == null
        ? ended
        : new Delivered.Ended(
            Outcome.FAILED,
            ended.planHash(),
            ended.revision(),
            "applied (" + ended.summary() + "), and not healthy: " + problem);
  }

  private Report finish(
      DeploymentSettings settings, String commit, long number, Delivered.Ended ended)
      throws StoreException {
    DeploymentKey key = settings.key();
    leader.finish(
        key,
        number,
        new Leader.Result(ended.outcome(), ended.planHash(), ended.revision(), ended.summary()));
    return switch (ended.outcome()) {
      case DEPLOYED -> new Report(State.DEPLOYED, commit, ended.summary(), null);
      case AWAITING_APPROVAL ->
          new Report(
              State.WAITING,
              commit,
              awaits(settings, String.valueOf(ended.planHash()), ended.summary()),
              null);
      case INTERRUPTED, RUNNING -> new Report(State.INTERRUPTED, commit, ended.summary(), null);
      case FAILED ->
          // The next look tells from the store how long to wait, or that it was tried enough.
          new Report(State.FAILED, commit, ended.summary(), clock.instant());
    };
  }
}
