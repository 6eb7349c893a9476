package io.planform.utility.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTest {
  @TempDir Path module;
  private Lifecycle local;

  @BeforeEach
  void open() {
    local = new Lifecycle(new LocalProvider(), module);
  }

  private static Map<String, Value> file(String content) {
    return Map.of(
        "filename", Value.of("out/a.txt"),
        "content", Value.of(content),
        "file_permission", Value.of("0640"));
  }

  @Test
  void writesReplacesAndDeletes() throws IOException {
    Value.Obj made = local.create("local_file", file("hello"));
    Path file = module.resolve("out/a.txt");
    assertEquals("hello", Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(Value.of("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"), made.get("id"));
    assertEquals(Value.of("5d41402abc4b2a76b9719d911017c592"), made.get("content_md5"));
    assertEquals(
        Value.of("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="), made.get("content_base64sha256"));
    assertEquals(
        Map.of("content", "replace"), local.changes("local_file", made, file("hello, world")));
    local.delete("local_file", made);
    assertFalse(Files.exists(file));
    local.delete("local_file", made);
  }

  @Test
  void aFileChangedByOthersIsToBeWrittenAgain() throws IOException {
    Value.Obj made = local.create("local_file", file("hello"));
    Files.writeString(module.resolve("out/a.txt"), "hullo");
    assertNull(local.session().read("local_file", made).state());
    Files.delete(module.resolve("out/a.txt"));
    assertNull(local.session().read("local_file", made).state());
  }

  @Test
  void contentComesFromBase64OrAnotherFile() throws IOException {
    Files.write(module.resolve("bytes"), new byte[] {0, (byte) 0xff});
    Value.Obj copied =
        local.create(
            "local_sensitive_file", Map.of("filename", Value.of("b"), "source", Value.of("bytes")));
    Value.Obj decoded =
        local.create(
            "local_file", Map.of("filename", Value.of("c"), "content_base64", Value.of("AP8=")));
    assertEquals(copied.get("id"), decoded.get("id"));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(module.resolve("b"))));
  }

  @Test
  void readsAFile() throws IOException {
    Files.writeString(module.resolve("a"), "ü");
    Value.Obj read =
        local
            .session()
            .readData(
                "local_file",
                local.configuration(Kind.DATA, "local_file", Map.of("filename", Value.of("a"))))
            .state();
    assertEquals(Value.of("ü"), read.get("content"));
    assertEquals(Value.of("w7w="), read.get("content_base64"));
    assertTrue(read.isWhollyKnown());
  }

  @Test
  void refusesWhatIsNoFile() {
    assertEquals(
        List.of("Missing argument"),
        local.faults(Kind.MANAGED, "local_file", Map.of("filename", Value.of("a"))));
    assertEquals(
        List.of("Conflicting arguments", "Invalid value"),
        local.faults(
            Kind.MANAGED,
            "local_file",
            Map.of(
                "filename", Value.of("a"),
                "content", Value.of("a"),
                "source", Value.of("b"),
                "file_permission", Value.of("rw"))));
    Value.Obj missing =
        local.configuration(Kind.DATA, "local_file", Map.of("filename", Value.of("nowhere")));
    assertEquals(
        "Cannot read the file",
        local.session().readData("local_file", missing).diagnostics().getFirst().summary());
  }
}
