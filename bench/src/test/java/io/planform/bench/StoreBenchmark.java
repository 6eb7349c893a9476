package io.planform.bench;

import io.planform.store.StoreException;
import io.planform.store.database.PostgresServer;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.Operation;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import io.planform.store.state.RunRequest;
import io.planform.store.state.StateStore;
import io.planform.store.state.StoreAddress;
import io.planform.testing.PostgresProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the journal of an operation costs in states of growing size: its intent and its result, each
 * durable, ten operations at a time; and reading a state. Nothing fails for being slow.
 */
class StoreBenchmark {
  private static final int LEAST = Integer.getInteger("bench.rows", 1_000);
  private static final int OPERATIONS = 2_000;
  private static final int AT_A_TIME = 10;
  private static final int BATCH = 1_000;
  private static final RunRequest WHO = new RunRequest("planform apply", "bench", null, null);

  @TempDir Path directory;

  @Test
  void all() throws Exception {
    System.out.printf(
        "%-44s %12s %12s %12s%n",
        "what, in a state of so many rows", LEAST, 10 * LEAST, 100 * LEAST);
    for (boolean sensitive : new boolean[] {false, true}) {
      String kind = sensitive ? ", encrypted" : "";
      measure("SQLite" + kind, sensitive, this::sqlite);
      measure("PostgreSQL" + kind, sensitive, this::postgres);
    }
  }

  private interface Place {
    StoreAddress named(String name) throws StoreException;
  }

  private StoreAddress sqlite(String name) {
    return new StoreAddress.SqliteFile(directory.resolve(name + ".db"));
  }

  private StoreAddress postgres(String name) throws StoreException {
    return new StoreAddress.PostgresSchema(
        PostgresServer.parse(PostgresProcess.shared().url(), Map.of()), name);
  }

  private void measure(String kind, boolean sensitive, Place place) throws Exception {
    List<Double> writing = new ArrayList<>();
    List<Double> reading = new ArrayList<>();
    EnvelopeCipher cipher = new EnvelopeCipher(new KeySource.KeyFile(directory.resolve("key")));
    for (int rows = LEAST; rows <= 100 * LEAST; rows *= 10) {
      try (StateStore store = StateStore.open(place.named("s" + rows + sensitive), cipher)) {
        fill(store, rows, sensitive);
        if (kind.startsWith("Postgres")) {
          // As it does by itself some time after so many changes.
          String _ = PostgresProcess.shared().sql("ANALYZE");
        }
        // Once for the start of everything.
        double _ = operate(store, "warm", sensitive);
        writing.add(1e3 * operate(store, "measured", sensitive) / OPERATIONS);
        long began = System.nanoTime();
        int there = store.snapshot("default").resources().size();
        reading.add((System.nanoTime() - began) / 1e6 / there);
      }
    }
    row(kind + ": ms for each operation", writing);
    row(kind + ": ms for each row that is read", reading);
  }

  private static void fill(StateStore store, int rows, boolean sensitive) throws StoreException {
    try (Run run = begin(store)) {
      for (int from = 0; from < rows; from += BATCH) {
        List<Run.Change> changes = new ArrayList<>();
        for (int i = from; i < Math.min(rows, from + BATCH); i++) {
          changes.add(new Run.Change.Put(resource("there." + i, sensitive)));
        }
        run.write(changes);
      }
      run.finish("filled");
    }
  }

  /** Seconds for all. */
  private static double operate(StateStore store, String name, boolean sensitive) throws Exception {
    try (Run run = begin(store);
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Callable<Boolean>> operations = new ArrayList<>();
      for (int i = 0; i < OPERATIONS; i++) {
        String address = name + "." + i;
        operations.add(() -> operate(run, address, sensitive));
      }
      long began = System.nanoTime();
      for (Future<Boolean> each : threads.invokeAll(operations)) {
        boolean _ = each.get();
      }
      double took = (System.nanoTime() - began) / 1e9;
      run.finish(name);
      return took;
    }
  }

  private static boolean operate(Run run, String address, boolean sensitive) throws StoreException {
    ResourceRow row = resource(address, sensitive);
    Operation operation =
        Operation.of(address, Operation.Action.CREATE, row.attributes(), sensitive);
    run.intend(operation);
    run.conclude(operation.id(), Operation.Result.DONE, List.of(new Run.Change.Put(row)));
    return true;
  }

  private static Run begin(StateStore store) throws StoreException {
    return ((StateStore.Acquired.Granted) store.begin("default", WHO, Duration.ZERO)).run();
  }

  private static ResourceRow resource(String address, boolean sensitive) {
    return new ResourceRow(
        address,
        "",
        "huaweicloud",
        "id-of-" + address,
        "{\"name\":\"" + address + "\",\"text\":\"" + "x".repeat(500) + "\"}",
        sensitive,
        1,
        ResourceRow.Status.OK,
        false,
        List.of("huaweicloud_vpc.a"),
        0);
  }

  private static void row(String what, List<Double> numbers) {
    System.out.printf(
        "%-44s %12.3f %12.3f %12.3f%n", what, numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
