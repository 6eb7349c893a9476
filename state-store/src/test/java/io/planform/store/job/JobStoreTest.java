package io.planform.store.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.database.PostgresServer;
import io.planform.store.job.DeploymentRun.Outcome;
import io.planform.store.job.JobStore.Leadership;
import io.planform.store.state.LeaseLostException;
import io.planform.store.state.StoreAddress;
import io.planform.testing.PostgresProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"sqlite", "postgres"})
class JobStoreTest {
  private static final DeploymentKey KEY =
      new DeploymentKey("https://git.example.com/shop.git", "main", "infra", "default");
  private static final Duration LONG = Duration.ofMinutes(2);

  @Parameter String kind = "";
  @TempDir Path folder;
  private JobStore store;

  @BeforeEach
  void openStore() throws StoreException {
    store = open();
    store.deployment(KEY);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private JobStore open() throws StoreException {
    return JobStore.open(
        kind.equals("sqlite")
            ? new StoreAddress.SqliteFile(folder.resolve("jobs.db"))
            : new StoreAddress.PostgresSchema(
                PostgresServer.parse(PostgresProcess.shared().url(), Map.of()),
                folder.getFileName().toString()));
  }

  private static Leader leader(JobStore of) throws StoreException {
    return granted(of.lead("ada@one", "planform serve", LONG));
  }

  private static Leader granted(Leadership leadership) {
    return assertInstanceOf(Leadership.Granted.class, leadership).leader();
  }

  @Test
  void letsOneServiceLead() throws StoreException {
    try (JobStore other = open()) {
      try (Leader leader = leader(store)) {
        Leadership.Busy busy =
            assertInstanceOf(Leadership.Busy.class, other.lead("bob@two", "planform serve", LONG));
        assertEquals("ada@one", busy.holder().actor());
        leader.require();
      }
      leader(other).close();
    }
  }

  @Test
  void takesOverFromAServiceThatNoLongerRenewsItsLead() throws StoreException {
    try (JobStore other = open()) {
      Leader dead = granted(store.take("ada@one", "planform serve", Duration.ZERO));
      long number = dead.begin(KEY, "c1", "i", "ada");
      try (Leader next = leader(other)) {
        assertThrows(LeaseLostException.class, dead::require);
        assertThrows(LeaseLostException.class, () -> dead.observe(KEY, "c2"));
        assertThrows(
            LeaseLostException.class, () -> dead.finish(KEY, number, result(Outcome.DEPLOYED)));
        dead.close();
        next.require();
      }
      assertEquals(Outcome.INTERRUPTED, store.runs(KEY, 9).getFirst().outcome());
      assertNull(store.deployment(KEY).deployed());
    }
  }

  private static Leader.Result result(Outcome outcome) {
    return new Leader.Result(outcome, "p", 7L, "done");
  }

  @Test
  void standsWhereARunDeployed() throws StoreException {
    try (Leader leader = leader(store)) {
      leader.observe(KEY, "c1");
      leader.hinder(KEY, "waits");
      assertEquals("waits", store.deployment(KEY).obstacle());
      long failed = leader.begin(KEY, "c1", "i1", "ada");
      leader.finish(KEY, failed, result(Outcome.FAILED));
      assertNull(store.deployment(KEY).deployed());
      long done = leader.begin(KEY, "c1", "i2", "ada");
      leader.finish(KEY, done, result(Outcome.DEPLOYED));
    }
    Deployment stands = store.deployment(KEY);
    assertEquals("c1", stands.head());
    assertEquals("c1", stands.deployed());
    assertEquals("i2", stands.inputs());
    assertNull(stands.obstacle());
    List<DeploymentRun> runs = store.runs(KEY, 9);
    assertEquals(
        List.of(Outcome.DEPLOYED, Outcome.FAILED),
        runs.stream().map(DeploymentRun::outcome).toList());
    assertEquals(7L, runs.getFirst().revision());
    assertEquals(runs, store.runs(KEY, "c1"));
    assertEquals(List.of(), store.runs(KEY, "c2"));
  }

  @Test
  void bindsAnApprovalToPlanAndCommit() throws StoreException {
    store.approve(KEY, "c1", "p1", "ada");
    store.approve(KEY, "c1", "p1", "bob");
    assertEquals(Optional.of("ada"), store.approver(KEY, "c1", "p1"));
    assertEquals(Optional.empty(), store.approver(KEY, "c2", "p1"));
    assertEquals(Optional.empty(), store.approver(KEY, "c1", "p2"));
  }

  @Test
  void blocksACommitUntilSomebodyUnblocksIt() throws StoreException {
    assertFalse(store.unblock(KEY, "c1"));
    store.block(KEY, "c1", "failed", "ada");
    assertTrue(store.blocks(KEY).getFirst().isInForce());
    assertTrue(store.unblock(KEY, "c1"));
    assertFalse(store.blocks(KEY).getFirst().isInForce());
    try (Leader leader = leader(store)) {
      leader.block(KEY, "c1", "failed again", "service");
    }
    assertEquals("failed again", store.blocks(KEY).getFirst().reason());
    assertTrue(store.blocks(KEY).getFirst().isInForce());
  }

  @Test
  void staysWhereItWasRolledBackToUntilAnotherHeadIsDeployed() throws StoreException {
    store.rollBack(KEY, "c2", "c1", "ada");
    assertEquals("c1", store.deployment(KEY).pinned());
    assertEquals("c2", store.blocks(KEY).getFirst().commit());
    try (Leader leader = leader(store)) {
      leader.finish(KEY, leader.begin(KEY, "c1", "i", "ada"), result(Outcome.DEPLOYED));
      assertEquals("c1", store.deployment(KEY).pinned());
      leader.finish(KEY, leader.begin(KEY, "c3", "i", "ada"), result(Outcome.DEPLOYED));
      assertNull(store.deployment(KEY).pinned());
    }
  }

  @Test
  void keepsDeploymentsApart() throws StoreException {
    DeploymentKey other = new DeploymentKey(KEY.repository(), "main", "infra", "staging");
    store.deployment(other);
    store.block(other, "c1", "failed", "ada");
    try (Leader leader = leader(store)) {
      leader.observe(other, "c1");
      assertEquals(1, leader.begin(other, "c1", "i", "ada"));
      assertEquals(1, leader.begin(KEY, "c1", "i", "ada"));
    }
    assertNull(store.deployment(KEY).head());
    assertEquals(List.of(), store.blocks(KEY));
  }
}
