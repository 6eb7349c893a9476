package io.planform.store.state;

import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.StoreTest.begin;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.testing.PostgresProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStateStoreTest {
  @TempDir Path folder;

  /** Its statistics know nothing of the run that is under way. */
  @Test
  void findsARowWithoutReadingOthersOfTheSameRun() throws Exception {
    int rows = 200;
    PostgresProcess server = PostgresProcess.shared();
    try (StateStore store = TestStore.postgres(folder).open()) {
      write(store, rows, "before");
      server.sql("ANALYZE");
      write(store, rows, "after");
    }
    awaitRead(server, "resource_current", rows);
    int read = read(server, "resource_begun");
    assertTrue(read < rows, () -> read + " rows were read to write " + rows);
  }

  private static void write(StateStore store, int rows, String name) throws StoreException {
    try (Run run = begin(store)) {
      for (int i = 0; i < rows; i++) {
        run.write(List.of(put(resource(name + i, "{}"))));
        run.write(List.of(put(resource(name + i, "{\"again\":true}"))));
      }
      run.finish("done");
    }
  }

  /** The server counts a session's reads a moment after its end. */
  private void awaitRead(PostgresProcess server, String index, int rows) throws Exception {
    while (read(server, index) < rows) {
      Thread.sleep(50);
    }
  }

  private int read(PostgresProcess server, String index) throws Exception {
    return Integer.parseInt(
        server.sql(
            "SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes WHERE indexrelname = '"
                + index
                + "' AND schemaname = '"
                + TestStore.postgres(folder).schema()
                + "'"));
  }
}
