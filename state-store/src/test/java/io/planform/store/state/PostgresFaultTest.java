package io.planform.store.state;

import static io.planform.store.state.Sample.REQUEST;
import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.secret;
import static io.planform.store.state.StoreTest.WORKSPACE;
import static io.planform.store.state.StoreTest.begin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.state.Operation.Result;
import io.planform.testing.CuttingProxy;
import io.planform.testing.PgBouncerProcess;
import io.planform.testing.PostgresProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server, and what lies between, can do to a store. */
class PostgresFaultTest {
  private static final int CUTS = 60;

  @TempDir Path folder;

  /** The proxy does not know what it cuts: it goes through a write in steps of some bytes. */
  @Test
  void writesOnceWhereverTheConnectionIsCut() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(PostgresProcess.shared().port());
        StateStore store = open(proxy.port())) {
      int expected = 0;
      try (Run run = begin(store)) {
        for (int cut = 0; cut < CUTS; cut++) {
          if (cut % 2 == 0) {
            proxy.cutBeforeServer(cut * 40L);
          } else {
            proxy.cutBeforeClient(cut * 25L);
          }
          String id = "operation " + cut;
          run.intend(operation(id, "a" + cut));
          run.conclude(id, Result.DONE, List.of(put(secret("a" + cut, "{}"))));
          expected++;
        }
        proxy.heal();
        run.finish(List.of(output("count", Integer.toString(expected))), "survived");
      }
      assertTrue(proxy.cuts() > CUTS / 2, proxy.cuts() + " cuts");
      Snapshot snapshot = store.snapshot(WORKSPACE);
      assertEquals(expected, snapshot.resources().size());
      assertEquals(List.of(), snapshot.unfinished());
      assertEquals(
          List.of("survived"), store.history(WORKSPACE).stream().map(Revision::summary).toList());
    }
  }

  @Test
  void readsAgainWhenTheConnectionWasCut() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(PostgresProcess.shared().port());
        StateStore store = open(proxy.port())) {
      store.create("dev");
      for (int cut = 0; cut < 10; cut++) {
        proxy.cutBeforeClient(cut * 20L);
        assertEquals(List.of("dev"), store.workspaces());
      }
      assertTrue(proxy.cuts() > 5, proxy.cuts() + " cuts");
    }
  }

  @Test
  void goesOnWhenTheServerEndsItsSessions() throws Exception {
    TestStore place = TestStore.postgres(folder);
    try (StateStore store = place.open();
        Run run = begin(store)) {
      run.intend(operation("1", "a"));
      PostgresProcess.shared()
          .sql(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE application_name = 'planform'");
      run.conclude("1", Result.DONE, List.of(put(secret("a", "{}"))));
      run.finish("done");
      assertEquals(1, store.snapshot(WORKSPACE).resources().size());
    }
  }

  @Test
  void worksBehindAPoolerThatGivesEveryTransactionAnotherSession() throws Exception {
    try (PgBouncerProcess pooler = new PgBouncerProcess(folder, 3);
        StateStore store = open(pooler.port());
        StateStore other = open(pooler.port());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Run run = begin(store);
      Run elsewhere = begin(other, "other");
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String address = "a" + i;
        Run writer = i % 2 == 0 ? run : elsewhere;
        writers.add(
            () -> {
              writer.intend(operation(address, address));
              writer.conclude(address, Result.DONE, List.of(put(secret(address, "{}"))));
              return true;
            });
      }
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        assertTrue(writer.get());
      }
      assertInstanceOf(
          StateStore.Acquired.Busy.class, other.begin(WORKSPACE, REQUEST, Duration.ZERO));
      run.finish("done");
      elsewhere.finish("done");
      assertEquals(30, other.snapshot(WORKSPACE).resources().size());
      assertEquals(30, store.snapshot("other").resources().size());
    }
  }

  @Test
  void leavesNothingInThePoolersSession() throws Exception {
    // Flyway itself needs two sessions at a time.
    TestStore.postgres(folder).open().close();
    try (PgBouncerProcess pooler = new PgBouncerProcess(folder, 1)) {
      try (StateStore store = open(pooler.port());
          Run run = begin(store)) {
        run.finish("done");
      }
      assertEquals(
          "\"$user\", public|0|on",
          PostgresProcess.shared()
              .sqlThrough(
                  pooler.port(),
                  "SELECT concat_ws('|', current_setting('search_path'),"
                      + " current_setting('lock_timeout'), current_setting('synchronous_commit'))"));
      assertEquals(
          "0",
          PostgresProcess.shared()
              .sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"));
    }
  }

  @Test
  void isMadeOnceWhenManyOpenItAtOnce() throws Exception {
    TestStore place = TestStore.postgres(folder);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> openers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String workspace = "w" + i;
        openers.add(
            () -> {
              try (StateStore store = place.open()) {
                return store.create(workspace);
              }
            });
      }
      for (Future<Boolean> opener : threads.invokeAll(openers)) {
        assertTrue(opener.get());
      }
    }
    try (StateStore store = place.open()) {
      assertEquals(List.of("w0", "w1", "w2", "w3"), store.workspaces());
    }
  }

  @Test
  void refusesANewerSchema() throws Exception {
    TestStore place = TestStore.postgres(folder);
    place.open().close();
    PostgresProcess.shared()
        .sql(
            """
            INSERT INTO "%s".planform_schema_history
              (installed_rank, version, description, type, script, installed_by, execution_time,
               success)
            VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'somebody', 0, true)
            """
                .formatted(place.schema()));
    StoreException refused = assertThrows(StoreException.class, place::open);
    assertTrue(
        refused.getMessage().contains("written by a newer version of Planform: its schema is 99"),
        refused.getMessage());
  }

  @Test
  void leavesASchemaOfOthersAlone() throws Exception {
    TestStore place = TestStore.postgres(folder);
    PostgresProcess.shared()
        .sql(
            "CREATE SCHEMA \"%1$s\"; CREATE TABLE \"%1$s\".customers (name TEXT)"
                .formatted(place.schema()));
    StoreException refused = assertThrows(StoreException.class, place::open);
    assertTrue(
        refused.getMessage().contains("is not Planform's and is left alone"), refused.getMessage());
    assertEquals(
        "customers",
        PostgresProcess.shared()
            .sql(
                "SELECT relname FROM pg_class WHERE relnamespace = '\"%s\"'::regnamespace"
                    .formatted(place.schema())));
  }

  private StateStore open(int port) throws StoreException {
    return new TestStore(folder, PostgresProcess.shared().url(port)).open();
  }
}
