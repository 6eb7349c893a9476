package io.planform.functiongraph.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.functiongraph.code.CodeArchive.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeArchiveTest {
  private static final ArchiveLimits LIMITS = new ArchiveLimits(1000, 10, true);

  @TempDir Path directory;
  private Path archive;
  private Path target;

  @BeforeEach
  void names() {
    archive = directory.resolve("code.zip");
    target = directory.resolve("store").resolve("digest");
  }

  @Test
  void unpacksFilesAndKeepsTheExecutableBit() throws IOException {
    write(
        zip -> {
          add(zip, "./bootstrap", 0100755, "#!/bin/sh");
          add(zip, "lib/a.js", 0100600, "a");
          add(zip, "empty/", 0040755, "");
        });
    assertEquals(new Result.Unpacked(target, 3, 10), unpack());
    assertEquals("#!/bin/sh", Files.readString(target.resolve("bootstrap")));
    assertTrue(Files.isExecutable(target.resolve("bootstrap")));
    assertEquals("a", Files.readString(target.resolve("lib/a.js")));
    assertFalse(
        Files.getPosixFilePermissions(target.resolve("lib/a.js")).toString().contains("EXECUTE"));
    assertTrue(Files.isDirectory(target.resolve("empty")));
    assertEquals(1, left());
  }

  @Test
  void unpackingTwiceIsUnpackingOnce() throws IOException {
    write(zip -> add(zip, "a", 0100644, "a"));
    unpack();
    assertInstanceOf(Result.Unpacked.class, unpack());
    assertEquals(1, left());
  }

  @Test
  void refusesAnAbsoluteName() throws IOException {
    refuses("/etc/passwd", 0100644, "absolute");
  }

  @Test
  void refusesADriveLetter() throws IOException {
    refuses("C:/boot.ini", 0100644, "absolute");
  }

  @Test
  void refusesANameThatLeadsOut() throws IOException {
    refuses("a/../../b", 0100644, "leads out");
  }

  @Test
  void refusesASymbolicLink() throws IOException {
    refuses("link", 0120777, "link or a device");
  }

  @Test
  void refusesADevice() throws IOException {
    refuses("null", 0020666, "link or a device");
  }

  @Test
  void refusesABackslash() throws IOException {
    write(zip -> add(zip, "a|b", 0100644, "x"));
    byte[] bytes = Files.readAllBytes(archive);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '|' ? (byte) '\\' : bytes[i];
    }
    Files.write(archive, bytes);
    refused("a\\b", "backslash");
  }

  @Test
  void refusesANulCharacter() throws IOException {
    refuses("a\0b", 0100644, "NUL");
  }

  @Test
  void refusesANameThatNoFileSystemTakes() throws IOException {
    refuses("x".repeat(256), 0100644, "too long");
  }

  @Test
  void refusesTwoEntriesOfOneName() throws IOException {
    write(
        zip -> {
          add(zip, "a/b", 0100644, "1");
          add(zip, "a/./b", 0100644, "2");
        });
    refused("a/./b", "two entries");
  }

  @Test
  void refusesNamesThatDifferByCaseOnly() throws IOException {
    write(
        zip -> {
          add(zip, "Lib/a", 0100644, "1");
          add(zip, "lib/b", 0100644, "2");
        });
    refused("lib/b", "differs from Lib");
  }

  @Test
  void refusesAFileThatIsAFolderToo() throws IOException {
    write(
        zip -> {
          add(zip, "a", 0100644, "1");
          add(zip, "a/b", 0100644, "2");
        });
    refused("a/b", "both a file and a folder");
  }

  @Test
  void refusesMoreDataThanDeclared() throws IOException {
    write(zip -> add(zip, "a", 0100644, "x".repeat(100)));
    declareSize(10);
    refused("a", "declares 10 bytes and holds more");
  }

  @Test
  void refusesLessDataThanDeclared() throws IOException {
    write(zip -> add(zip, "a", 0100644, "x".repeat(100)));
    declareSize(200);
    refused("a", "declares 200 bytes and holds 100");
  }

  @Test
  void refusesTooMuchUnpacked() throws IOException {
    write(
        zip -> {
          add(zip, "a", 0100644, "x".repeat(600));
          add(zip, "b", 0100644, "x".repeat(600));
        });
    refused("", "larger than 1000 bytes");
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    write(
        zip -> {
          for (int i = 0; i < 11; i++) {
            add(zip, "f" + i, 0100644, "");
          }
        });
    refused("", "11 entries, more than 10");
  }

  @Test
  void refusesBackupNamesInDependenciesOnly() throws IOException {
    write(zip -> add(zip, "a.js~", 0100644, "a"));
    assertInstanceOf(
        Result.Refused.class, CodeArchive.unpack(archive, target, ArchiveLimits.DEPENDENCY));
    assertInstanceOf(Result.Unpacked.class, unpack());
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    Files.writeString(archive, "exports.handler = 1");
    refused("", "not a zip archive");
  }

  @Test
  void refusesDamagedData() throws IOException {
    write(zip -> add(zip, "a", 0100644, "abcdefghijklmnopqrstuvwxyz"));
    byte[] bytes = Files.readAllBytes(archive);
    bytes[directoryOf(bytes) - 5] ^= 0x55;
    Files.write(archive, bytes);
    assertInstanceOf(Result.Refused.class, unpack());
    assertEquals(0, left());
  }

  @Test
  void aDigestIsThatOfTheBytes() throws IOException {
    Files.writeString(archive, "abc");
    String expected =
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
    assertEquals(expected, CodeDigest.of(archive).hex());
    assertEquals(expected, CodeDigest.of("abc".getBytes(StandardCharsets.UTF_8)).hex());
  }

  private interface Content {
    void writeTo(ZipArchiveOutputStream zip) throws IOException;
  }

  private void write(Content content) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
      content.writeTo(zip);
    }
  }

  private static void add(ZipArchiveOutputStream zip, String name, int mode, String data)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zip.write(data.getBytes(StandardCharsets.UTF_8));
    zip.closeArchiveEntry();
  }

  /** Forges the declared size of the only entry, in the archive's directory. */
  private void declareSize(int size) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    littleEndian(bytes).putInt(directoryOf(bytes) + 24, size);
    Files.write(archive, bytes);
  }

  private static int directoryOf(byte[] bytes) {
    int start = 0;
    while (littleEndian(bytes).getInt(start) != 0x02014b50) {
      start++;
    }
    return start;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Result unpack() throws IOException {
    return CodeArchive.unpack(archive, target, LIMITS);
  }

  private void refuses(String name, int mode, String part) throws IOException {
    write(
        zip -> {
          add(zip, "fine", 0100644, "fine");
          add(zip, name, mode, "x");
        });
    refused(name, part);
  }

  private void refused(String entry, String part) throws IOException {
    Result.Refused refused = assertInstanceOf(Result.Refused.class, unpack());
    assertEquals(entry, refused.entry());
    assertTrue(refused.reason().contains(part), refused.reason());
    assertEquals(0, left());
  }

  private long left() throws IOException {
    try (Stream<Path> children = Files.list(target.resolveSibling(""))) {
      return children.count();
    }
  }
}
