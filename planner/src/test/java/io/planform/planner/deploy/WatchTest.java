package io.planform.planner.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.planform.planner.apply.Interruption;
import io.planform.planner.deploy.Delivery.Delivered;
import io.planform.planner.deploy.Report.State;
import io.planform.planner.deploy.git.Access;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.job.DeploymentKey;
import io.planform.store.job.DeploymentRun.Outcome;
import io.planform.store.job.JobStore;
import io.planform.store.job.JobStore.Leadership;
import io.planform.store.job.Leader;
import io.planform.store.state.LeaseLostException;
import io.planform.store.state.StoreAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What wakes deployments, with a real repository and record, and without real applies. */
class WatchTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<Delivered> answers = new LinkedBlockingQueue<>();
  private final Interruption stop = new Interruption();
  private Git git;
  private JobStore store;
  private Mirrors mirrors;
  private Leader leader;
  private Watch watch;
  private FutureTask<Void> running;

  @BeforeEach
  void watch() throws Exception {
    git =
        Git.init().setDirectory(folder.resolve("origin").toFile()).setInitialBranch("main").call();
    Path service = Files.createDirectories(folder.resolve("service"));
    Files.writeString(
        service.resolve("shop.deploy.hcl"),
        """
        repository "shop" {
          url  = "../origin"
          poll = "24h"
        }
        deployment "shop" {
          repository  = "shop"
          retry_delay = "0s"
          attempts    = 2
        }
        """);
    List<DeploymentSettings> deployments =
        DeploymentsReader.read(service, new HashMap<>(), new Diagnostics()).deployments();
    store = JobStore.open(new StoreAddress.SqliteFile(folder.resolve("jobs.db")));
    leader = ((Leadership.Granted) store.lead("ada", "test", LONG)).leader();
    mirrors =
        new Mirrors(
            folder.resolve("mirrors"), new Access(Map.of("HOME", folder.toString()), folder));
    Reconciler reconciler =
        new Reconciler(
            deployments,
            store,
            leader,
            mirrors,
            folder.resolve("checkouts"),
            _ -> answers.remove(),
            "ada",
            InstantSource.system());
    watch =
        new Watch(
            deployments,
            reconciler,
            (_, report) -> reports.add(report),
            RandomGenerator.getDefault());
    running =
        new FutureTask<>(
            () -> {
              watch.run(stop);
              return null;
            });
  }

  @AfterEach
  void stop() throws Exception {
    stop.request();
    leader.close();
    mirrors.close();
    store.close();
    git.close();
  }

  private void start() {
    Thread.ofVirtual().start(running);
  }

  private void commit(String text) throws Exception {
    Files.writeString(folder.resolve("origin/main.tf"), text);
    git.add().addFilepattern(".").call();
    git.commit().setMessage(text).setSign(false).call();
  }

  private static Delivered ended(Outcome outcome) {
    return new Delivered.Ended(outcome, "p", null, "done");
  }

  private State next() throws InterruptedException {
    return reports.take().state();
  }

  @Test
  void looksAtOnceWhenItIsWoken() throws Exception {
    commit("1");
    answers.add(ended(Outcome.DEPLOYED));
    start();
    assertEquals(State.DEPLOYED, next());
    commit("2");
    answers.add(ended(Outcome.DEPLOYED));
    watch.wake(_ -> true);
    assertEquals(State.DEPLOYED, next());
    watch.wake(_ -> true);
    assertEquals(State.SETTLED, next());
    stop.request();
    running.get();
  }

  @Test
  void triesAFailureAgainByItselfAndThenGivesUp() throws Exception {
    commit("1");
    answers.add(ended(Outcome.FAILED));
    answers.add(ended(Outcome.FAILED));
    start();
    assertEquals(State.FAILED, next());
    assertEquals(State.FAILED, next());
    assertEquals(State.BLOCKED, next());
  }

  @Test
  void recordsNoRunWhileSomebodyElseHoldsTheState() throws Exception {
    commit("1");
    answers.add(new Delivered.Held("waits for the state"));
    start();
    Report waiting = reports.take();
    assertEquals(State.WAITING, waiting.state());
    assertEquals("waits for the state", store.deployment(key()).obstacle());
    assertEquals(List.of(), store.runs(key(), 9));
    answers.add(ended(Outcome.DEPLOYED));
    watch.wake(_ -> true);
    assertEquals(State.DEPLOYED, next());
  }

  private DeploymentKey key() {
    return new DeploymentKey(folder.resolve("origin").toString(), "main", "", "default");
  }

  @Test
  void endsWhenAnotherServiceTookOver() throws Exception {
    commit("1");
    answers.add(ended(Outcome.DEPLOYED));
    leader.close();
    ((Leadership.Granted) store.lead("bob", "test", LONG)).leader().close();
    start();
    ExecutionException ended = assertThrows(ExecutionException.class, running::get);
    assertEquals(LeaseLostException.class, ended.getCause().getClass());
    assertEquals(List.of(), store.runs(key(), 9));
  }
}
