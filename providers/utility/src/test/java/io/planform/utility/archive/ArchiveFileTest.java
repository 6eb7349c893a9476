package io.planform.utility.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFileTest {
  private static final Value EXCLUDES =
      new Value.SetOf(
          Type.STRING,
          List.of(Value.of("node_modules"), Value.of("**/*.log"), Value.of("notes/todo.txt")));

  @TempDir Path module;
  private ProviderSession session;

  @BeforeEach
  void makeFolder() throws IOException {
    session =
        new ArchiveProvider()
            .configure(
                new Value.Obj(new LinkedHashMap<>()),
                new Environment(Map.of(), module, module),
                new Diagnostics());
    put("src/index.js", "exports.handler = 1");
    put("src/bootstrap", "#!/bin/sh");
    assertTrue(module.resolve("src/bootstrap").toFile().setExecutable(true));
    put("src/lib/ü.js", "1");
    put("src/node_modules/x/index.js", "1");
    put("src/debug.log", "1");
    put("src/lib/debug.log", "1");
    put("src/notes/todo.txt", "1");
  }

  @Test
  void packsAFolderSortedWithModes() throws IOException {
    read(Map.of("source_dir", Value.of("src"), "excludes", EXCLUDES));
    assertEquals("bootstrap 100755, index.js 100644, lib/ü.js 100644", entries("out/code.zip"));
  }

  @Test
  void overridesModes() throws IOException {
    read(Map.of("source_file", Value.of("src/index.js"), "output_file_mode", Value.of("0600")));
    assertEquals("index.js 100600", entries("out/code.zip"));
  }

  @Test
  void equalContentsGiveEqualBytesAnywhereAnyTime() throws IOException {
    Map<String, Value> arguments = Map.of("source_dir", Value.of("src"));
    read(arguments);
    byte[] first = Files.readAllBytes(module.resolve("out/code.zip"));
    Files.setLastModifiedTime(module.resolve("src/index.js"), FileTime.fromMillis(1));
    Files.delete(module.resolve("out/code.zip"));
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      read(arguments);
    } finally {
      TimeZone.setDefault(zone);
    }
    assertArrayEquals(first, Files.readAllBytes(module.resolve("out/code.zip")));
  }

  @Test
  void writesOnlyWhatChanged() throws IOException {
    Map<String, Value> arguments = Map.of("source_dir", Value.of("src"));
    Value before = read(arguments).get("output_base64sha256");
    FileTime past = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(module.resolve("out/code.zip"), past);
    assertEquals(before, read(arguments).get("output_base64sha256"));
    assertEquals(past, Files.getLastModifiedTime(module.resolve("out/code.zip")));

    put("src/index.js", "exports.handler = 2");
    assertNotEquals(before, read(arguments).get("output_base64sha256"));
    assertNotEquals(past, Files.getLastModifiedTime(module.resolve("out/code.zip")));
  }

  @Test
  void tellsDigestsAndSize() throws IOException {
    Value.Obj state =
        read(
            Map.of(
                "source_content", Value.of("hello"),
                "source_content_filename", Value.of("hello.txt")));
    byte[] bytes = Files.readAllBytes(module.resolve("out/code.zip"));
    Digests digests = Digests.of(module.resolve("out/code.zip"));
    assertEquals(Value.of(bytes.length), state.get("output_size"));
    assertEquals(Value.of(digests.sha1()), state.get("id"));
    assertEquals(Value.of(digests.md5()), state.get("output_md5"));
    assertEquals(Value.of(digests.base64Sha512()), state.get("output_base64sha512"));
    assertEquals("hello.txt 100644", entries("out/code.zip"));
  }

  @Test
  void digestsAreThoseOfTheAlgorithms() throws IOException {
    put("abc", "abc");
    Digests digests = Digests.of(module.resolve("abc"));
    assertEquals("900150983cd24fb0d6963f7d28e17f72", digests.md5());
    assertEquals("a9993e364706816aba3e25717850c26c9cd0d89d", digests.sha1());
    assertEquals("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", digests.base64Sha256());
    assertTrue(digests.sha512().startsWith("ddaf35a193617aba"));
  }

  @Test
  void packsSeveralTexts() throws IOException {
    SequencedMap<String, Value> one = new LinkedHashMap<>();
    one.put("content", Value.of("1"));
    one.put("filename", Value.of("b/1"));
    SequencedMap<String, Value> two = new LinkedHashMap<>();
    two.put("content", Value.of("2"));
    two.put("filename", Value.of("a/2"));
    Value source = new Value.SetOf(Type.DYNAMIC, List.of(new Value.Obj(one), new Value.Obj(two)));
    read(Map.of("source", source));
    assertEquals("a/2 100644, b/1 100644", entries("out/code.zip"));
  }

  @Test
  void namesAMissingFolder() {
    refuses(
        Map.of("source_dir", Value.of("nowhere")), "There is no folder \"nowhere\"", "source_dir");
  }

  @Test
  void namesAMissingFile() {
    refuses(
        Map.of("source_file", Value.of("src/nothing.js")),
        "There is no file \"src/nothing.js\"",
        "source_file");
  }

  @Test
  void refusesAPatternThatIsNone() {
    Value excludes = new Value.SetOf(Type.STRING, List.of(Value.of("[")));
    refuses(Map.of("source_dir", Value.of("src"), "excludes", excludes), "no pattern", "excludes");
  }

  @Test
  void wantsExactlyOneSource() {
    refuses(Map.of(), "Exactly one of", "null");
    refuses(
        Map.of("source_dir", Value.of("src"), "source_file", Value.of("src/index.js")),
        "one of",
        "source_file");
  }

  @Test
  void refusesOtherArchives() {
    refuses(
        Map.of("type", Value.of("rar"), "source_dir", Value.of("src")),
        "must be one of zip, tar.gz",
        "type");
  }

  @Test
  void refusesAnArchiveOfNothing() {
    Value excludes = new Value.SetOf(Type.STRING, List.of(Value.of("*")));
    refuses(
        Map.of("source_dir", Value.of("src"), "excludes", excludes),
        "nothing to pack",
        "source_dir");
  }

  @Test
  void packsATarFileTheSameEachTime() throws IOException {
    put("src/" + "long-name-".repeat(15) + ".js", "1");
    Map<String, Value> arguments =
        Map.of(
            "type", Value.of("tar.gz"),
            "source_dir", Value.of("src"),
            "excludes", EXCLUDES,
            "output_path", Value.of("out/code.tar.gz"));
    Value.Obj first = read(arguments);
    assertEquals(
        "bootstrap 755 0 #!/bin/sh, index.js 644 0 exports.handler = 1, lib/ü.js 644 0 1, "
            + "long-name-".repeat(15)
            + ".js 644 0 1",
        tarEntries("out/code.tar.gz"));
    Files.setLastModifiedTime(module.resolve("src/index.js"), FileTime.fromMillis(1));
    Files.delete(module.resolve("out/code.tar.gz"));
    assertEquals(first, read(arguments));
  }

  @Test
  void leavesLinkedFoldersOutIfAsked() throws IOException {
    put("elsewhere/a", "1");
    Files.createSymbolicLink(module.resolve("src/link"), module.resolve("elsewhere"));
    read(Map.of("source_dir", Value.of("src"), "excludes", EXCLUDES));
    assertTrue(entries("out/code.zip").contains("link/a"));
    read(Map.of("source_dir", Value.of("src"), "exclude_symlink_directories", Value.of(true)));
    assertFalse(entries("out/code.zip").contains("link/a"));
  }

  @Test
  void theResourceIsPackedAgainWhenItsSourceChanged() throws IOException {
    Lifecycle archive = new Lifecycle(new ArchiveProvider(), module);
    Map<String, Value> arguments =
        Map.of(
            "type", Value.of("zip"),
            "source_file", Value.of("src/index.js"),
            "output_path", Value.of("out/code.zip"));
    Value.Obj made = archive.create("archive_file", arguments);
    put("src/index.js", "exports.handler = 2");
    Value.Obj live = archive.session().read("archive_file", made).state();
    assertNotEquals(made.get("output_sha256"), live.get("output_sha256"));
    assertEquals(Map.of(), archive.changes("archive_file", live, arguments));
    archive.delete("archive_file", live);
    assertTrue(Files.exists(module.resolve("out/code.zip")));
  }

  private void put(String name, String text) throws IOException {
    Path file = module.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Value.Obj read(Map<String, Value> arguments) {
    Read read = session.readData("archive_file", configuration(arguments));
    assertEquals(List.of(), read.diagnostics());
    return read.state();
  }

  private void refuses(Map<String, Value> arguments, String detail, String path) {
    Read read = session.readData("archive_file", configuration(arguments));
    assertNull(read.state());
    Diagnostic diagnostic = read.diagnostics().getFirst();
    assertTrue(diagnostic.detail().contains(detail), diagnostic.detail());
    assertEquals(path, String.valueOf(diagnostic.path()));
  }

  private static Value.Obj configuration(Map<String, Value> arguments) {
    SequencedMap<String, Value> all = new LinkedHashMap<>();
    new ArchiveFile()
        .declaration()
        .schema()
        .attributes()
        .forEach((name, attribute) -> all.put(name, new Value.Null(attribute.type())));
    all.put("source", new Value.SetOf(Type.DYNAMIC, List.of()));
    all.put("type", Value.of("zip"));
    all.put("output_path", Value.of("out/code.zip"));
    all.putAll(new TreeMap<>(arguments));
    return new Value.Obj(all);
  }

  private String entries(String archive) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(module.resolve(archive)).get()) {
      return String.join(
          ", ",
          Collections.list(zip.getEntriesInPhysicalOrder()).stream()
              .map(ArchiveFileTest::described)
              .toList());
    }
  }

  private String tarEntries(String archive) throws IOException {
    List<String> entries = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(Files.newInputStream(module.resolve(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(
            entry.getName()
                + " "
                + Integer.toOctalString(entry.getMode() & 0777)
                + " "
                + entry.getLastModifiedTime().toMillis()
                + " "
                + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return String.join(", ", entries);
  }

  private static String described(ZipArchiveEntry entry) {
    return entry.getName() + " " + Integer.toOctalString(entry.getUnixMode());
  }
}
