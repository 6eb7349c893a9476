package io.planform.host.bucket.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.planform.host.bucket.protocol.Conditions;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.storage.HostDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in rows and what is in files, whatever happens in between. */
class ObjectStoreTest {
  private static final Operation NONE = new Operation(Optional.empty(), Optional.empty());
  private static final ObjectDetails PLAIN = new ObjectDetails(new TreeMap<>(), new TreeMap<>());

  @TempDir Path folder;
  private HostDatabase database;
  private ObjectStore store;
  private Objects objects;
  private Buckets buckets;

  @BeforeEach
  void open() throws Exception {
    database = HostDatabase.open(folder.resolve("host.db"), folder.resolve("key"));
    reopen();
    buckets.create("bucket", NONE);
  }

  private void reopen() throws IOException {
    store =
        ObjectStore.open(
            database,
            new ObjectEvents(database),
            folder.resolve("objects"),
            InstantSource.system());
    OperationLedger ledger = new OperationLedger(InstantSource.system());
    objects = new Objects(store, ledger);
    buckets = new Buckets(store, ledger);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Objects.Target target(String key, Operation operation) {
    return new Objects.Target(
        "bucket", key, PLAIN, Conditions.NONE, operation, ObjectEvent.Origin.HOST);
  }

  private void put(String key, String content) throws IOException {
    objects.put(target(key, NONE), stream(content));
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Content content) throws IOException {
    try (InputStream in = content.stream(0, content.object().size())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String key) throws IOException {
    try (Content content = objects.open("bucket", key)) {
      return read(content);
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void leavesNothingOfAnUploadThatBreaksOff() throws IOException {
    put("a", "before");
    InputStream broken =
        new SequenceInputStream(
            stream("x".repeat(100_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the client is gone");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                return read();
              }
            });

    assertThrows(IOException.class, () -> objects.put(target("a", NONE), broken));

    assertEquals("before", get("a"));
    assertEquals(1, files());
    assertEquals(6, buckets.get("bucket").bytes());
  }

  @Test
  void deletesWhatACrashLeftWithoutARow() throws IOException {
    store.blobs().write(stream("never told"));
    assertEquals(1, files());

    reopen();

    assertEquals(0, files());
  }

  @Test
  void findsContentThatACrashKeptFromItsPlace() throws IOException {
    Blobs.Written written = store.blobs().write(stream("told"));
    database.write(
        connection ->
            ObjectStore.replace(
                connection,
                new StoredObject(
                    0, "bucket", "a", 4, written.md5(), store.clock().instant(), PLAIN),
                List.of(written.piece()),
                List.of()));
    assertEquals("told", get("a"));

    reopen();

    assertEquals("told", get("a"));
    assertEquals(List.of(), store.blobs().incoming());
  }

  @Test
  void deletesFilesThatACrashKeptAfterTheirRow() throws IOException {
    put("a", "old");
    try (Content reading = objects.open("bucket", "a")) {
      objects.delete("bucket", List.of("a"), NONE, ObjectEvent.Origin.HOST);
      assertEquals("old", read(reading));
      assertEquals(1, files());

      reopen();

      assertEquals(0, files());
    }
  }

  @Test
  void readersSeeTheObjectThatTheyOpened() throws IOException {
    put("a", "old");

    try (Content reading = objects.open("bucket", "a")) {
      put("a", "new");
      assertEquals("old", read(reading));
    }

    assertEquals("new", get("a"));
    assertEquals(1, files());
  }

  @Test
  void doesAnOperationOnceHoweverOftenItComes() throws IOException {
    Operation operation = new Operation(Optional.of("op-1"), Optional.empty());
    objects.put(target("a", operation), stream("first"));
    put("a", "changed since");

    objects.put(target("a", operation), stream("first"));
    buckets.create("twice", new Operation(Optional.of("op-2"), Optional.empty()));
    buckets.create("twice", new Operation(Optional.of("op-2"), Optional.empty()));

    assertEquals("changed since", get("a"));
    assertEquals(1, files());
  }

  @Test
  void refusesAnApplyThatLostItsLease() throws IOException {
    buckets.create("new", of(7));

    assertThrows(RuntimeException.class, () -> buckets.delete("new", of(6)));

    buckets.delete("new", of(7));
  }

  private static Operation of(long fence) {
    return new Operation(Optional.empty(), Optional.of(new Operation.Lease("lineage", fence)));
  }

  @Test
  void countsWhatBucketsHold() throws IOException {
    put("a", "12345");
    put("a", "123");
    put("b", "1");
    assertEquals(4, buckets.get("bucket").bytes());
    assertEquals(2, buckets.get("bucket").objects());

    objects.delete("bucket", List.of("a", "never there"), NONE, ObjectEvent.Origin.HOST);

    assertEquals(1, buckets.get("bucket").bytes());
    assertEquals(1, buckets.get("bucket").objects());
    assertThrows(S3Exception.class, () -> buckets.delete("bucket", NONE));
  }
}
