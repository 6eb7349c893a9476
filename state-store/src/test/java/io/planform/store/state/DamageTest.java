package io.planform.store.state;

import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.secret;
import static io.planform.store.state.StoreTest.WORKSPACE;
import static io.planform.store.state.StoreTest.begin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.planform.store.StoreException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  @TempDir Path folder;

  @Test
  void readsTheLastWholeCommitOfATornLog() throws Exception {
    TestStore state = TestStore.sqlite(folder.resolve("whole"));
    Path log = state.file().resolveSibling("state.db-wal");
    List<Snapshot> committed = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    try (StateStore store = state.open()) {
      try (Run run = begin(store)) {
        for (int i = 0; i < 8; i++) {
          run.write(List.of(output("count", Integer.toString(i)), put(secret("r" + i, "{}"))));
          committed.add(store.snapshot(WORKSPACE));
          ends.add(Files.size(log));
        }
      }
      long begun = ends.getFirst();
      long whole = ends.getLast();
      for (long length = begun; length <= whole; length += 509) {
        TestStore torn = TestStore.sqlite(folder.resolve("torn" + length));
        copy(state, torn, length);
        long cut = length;
        int last = (int) ends.stream().filter(end -> end <= cut).count() - 1;
        try (StateStore reopened = torn.open()) {
          assertEquals(committed.get(last).resources(), reopened.snapshot(WORKSPACE).resources());
          assertEquals(committed.get(last).outputs(), reopened.snapshot(WORKSPACE).outputs());
        }
        assertEquals("ok", integrity(torn.file()));
      }
    }
  }

  @Test
  void saysThatTheDiskIsFullAndKeepsWhatWasWritten() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        sh("mount -t tmpfs -o size=2m tmpfs " + disk) == 0, "only root can mount a small disk");
    try {
      TestStore state = TestStore.sqlite(disk);
      int written = 0;
      try (StateStore store = state.open();
          Run run = begin(store)) {
        StoreException full = null;
        while (full == null) {
          try {
            run.write(List.of(put(secret("r" + written, "x".repeat(50_000)))));
            written++;
          } catch (StoreException e) {
            full = e;
          }
        }
        assertTrue(full.getMessage().contains("the disk is full"), full.getMessage());
        assertTrue(written > 1);
        assertEquals(written, store.snapshot(WORKSPACE).resources().size());
        sh("mount -o remount,size=8m " + disk);
        run.write(List.of(output("more", "1")));
        run.finish("done");
      }
      try (StateStore store = state.open()) {
        assertEquals(written, store.snapshot(WORKSPACE).resources().size());
        assertEquals(1, store.snapshot(WORKSPACE).outputs().size());
      }
      assertEquals("ok", integrity(state.file()));
    } finally {
      sh("umount " + disk);
    }
  }

  @Test
  void saysThatADatabaseIsDamaged() throws Exception {
    TestStore state = TestStore.sqlite(folder);
    try (StateStore store = state.open();
        Run run = begin(store)) {
      run.write(List.of(output("count", "1")));
    }
    try (FileChannel file = FileChannel.open(state.file(), StandardOpenOption.WRITE)) {
      file.truncate(5000);
    }
    StoreException damaged =
        assertThrows(
            StoreException.class,
            () -> {
              try (StateStore store = state.open()) {
                store.snapshot(WORKSPACE);
              }
            });
    assertTrue(damaged.getMessage().contains("is damaged"), damaged.getMessage());
  }

  private static void copy(TestStore from, TestStore to, long logLength) throws Exception {
    Files.createDirectories(to.file().getParent());
    Files.createDirectories(to.folder().resolve("keys"));
    Files.copy(from.folder().resolve("keys/state.key"), to.folder().resolve("keys/state.key"));
    Files.copy(from.file(), to.file());
    Path log = to.file().resolveSibling("state.db-wal");
    Files.copy(from.file().resolveSibling("state.db-wal"), log);
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      file.truncate(logLength);
    }
  }

  private static String integrity(Path file) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
      return row.getString(1);
    }
  }

  private static int sh(String command) throws Exception {
    return new ProcessBuilder("sh", "-c", command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
