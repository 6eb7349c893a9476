package io.planform.store.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("made/with spaces & 100% ?#/test.db");
  }

  @Test
  void keepsWhatWasWritten() throws Exception {
    try (Database database = open()) {
      write(database, "first");
    }
    try (Database database = open()) {
      assertEquals(List.of("first"), notes(database));
    }
  }

  @Test
  void makesFilesThatOnlyTheirOwnerCanRead() throws Exception {
    try (Database database = open()) {
      write(database, "first");
      try (Stream<Path> files = Files.list(file.getParent())) {
        for (Path made : files.toList()) {
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        }
      }
    }
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void undoesOnlyTheTransactionThatFails() throws Exception {
    try (Database database = open()) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch othersWait = new CountDownLatch(1);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> first =
            threads.submit(
                () ->
                    database.write(
                        connection -> {
                          begun.countDown();
                          awaitQuietly(othersWait);
                          return insert(connection, "first");
                        }));
        begun.await();
        List<Future<?>> others = new ArrayList<>();
        for (String text : List.of("second", "unwanted", "third")) {
          others.add(
              threads.submit(
                  () ->
                      database.write(
                          connection -> {
                            int id = insert(connection, text);
                            if (text.equals("unwanted")) {
                              throw new IllegalStateException("No.");
                            }
                            return id;
                          })));
        }
        othersWait.countDown();
        first.get();
        others.get(0).get();
        others.get(2).get();
        Exception refused = assertThrows(Exception.class, () -> others.get(1).get());
        assertEquals(IllegalStateException.class, refused.getCause().getClass());
      }
      assertEquals(List.of("first", "second", "third"), notes(database).stream().sorted().toList());
    }
  }

  @Test
  void readsWhileAnotherThreadWrites() throws Exception {
    try (Database database = open()) {
      write(database, "first");
      database.write(
          connection -> {
            insert(connection, "second");
            assertEquals(List.of("first"), readQuietly(database));
            return 0;
          });
      assertEquals(List.of("first", "second"), notes(database));
    }
  }

  @Test
  void refusesToWriteInARead() throws Exception {
    try (Database database = open()) {
      assertThrows(
          StoreException.class, () -> database.read(connection -> insert(connection, "no")));
    }
  }

  @Test
  void saysNothingWhileItMigrates() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(printed)) {
      System.setOut(stream);
      System.setErr(stream);
      open().close();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void bringsAnOlderSchemaUpToDateAndKeepsItsRows() throws Exception {
    try (Database older = open()) {
      write(older, "first");
    }
    try (Database newer = Database.open(file, "db/test-newer", "test")) {
      String author =
          newer.read(
              connection -> {
                try (Statement query = connection.createStatement();
                    ResultSet row = query.executeQuery("SELECT coalesce(author, text) FROM note")) {
                  return row.getString(1);
                }
              });
      assertEquals("first", author);
    }
  }

  @Test
  void refusesANewerSchema() throws Exception {
    Database.open(file, "db/test-newer", "test").close();
    assertRefused("written by a newer version of Planform: its schema is 2");
  }

  @Test
  void leavesATerraformStateAlone() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"version\": 4, \"terraform_version\": \"1.11.0\", \"serial\": 1}");
    assertLeftAlone(": it looks like a state of Terraform's");
  }

  @Test
  void leavesAnEmptyFileAlone() throws Exception {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertLeftAlone("");
  }

  @Test
  void leavesAnotherProgramsDatabaseAlone() throws Exception {
    Files.createDirectories(file.getParent());
    Path elsewhere = folder.resolve("elsewhere.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + elsewhere);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("CREATE TABLE note (text TEXT)");
    }
    Files.move(elsewhere, file);
    assertLeftAlone("");
  }

  @Test
  void leavesADatabaseOfAnotherKindAlone() throws Exception {
    Database.open(file, "db/test", "other").close();
    assertLeftAlone("");
  }

  @Test
  void survivesACreationThatDied() throws Exception {
    Files.createDirectories(file.getParent());
    for (String part : List.of("", "-wal", "-shm")) {
      Files.writeString(file.resolveSibling("test.db-new" + part), "half a data");
    }
    try (Database database = open()) {
      write(database, "first");
      assertEquals(List.of("first"), notes(database));
    }
    assertFalse(Files.exists(file.resolveSibling("test.db-new-wal")));
    assertFalse(Files.exists(file.resolveSibling("test.db-new-shm")));
  }

  @Test
  void isMadeOnceWhenManyOpenItAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String text = "note " + i;
        writers.add(
            () -> {
              try (Database database = open()) {
                return write(database, text);
              }
            });
      }
      for (Future<Integer> writer : threads.invokeAll(writers)) {
        writer.get();
      }
    }
    try (Database database = open()) {
      assertEquals(4, notes(database).size());
    }
  }

  private void assertLeftAlone(String why) throws Exception {
    List<String> before = listing();
    assertRefused("is not a Planform test database and is left alone" + why);
    assertEquals(before, listing());
  }

  private void assertRefused(String message) throws Exception {
    byte[] before = Files.readAllBytes(file);
    StoreException refused = assertThrows(StoreException.class, this::open);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  private List<String> listing() throws Exception {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private Database open() throws StoreException {
    return Database.open(file, "db/test", "test");
  }

  private static int write(Database database, String text) throws StoreException {
    return database.write(connection -> insert(connection, text));
  }

  private static int insert(Connection connection, String text) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO note (text) VALUES (?)")) {
      insert.setString(1, text);
      return insert.executeUpdate();
    }
  }

  private static List<String> notes(Database database) throws StoreException {
    return database.read(
        connection -> {
          List<String> texts = new ArrayList<>();
          try (Statement query = connection.createStatement();
              ResultSet row = query.executeQuery("SELECT text FROM note ORDER BY id")) {
            while (row.next()) {
              texts.add(row.getString(1));
            }
          }
          return texts;
        });
  }

  private static List<String> readQuietly(Database database) {
    try {
      return notes(database);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
