package io.planform.functiongraph.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unpacks an uploaded zip archive, or refuses it whole: nothing of a refused archive stays, and
 * what is there under the target's name is complete and on the disk.
 */
public final class CodeArchive {
  /** Prefix of the directories in which archives are unpacked; what a crash left may be deleted. */
  public static final String UNPACKING = ".unpacking-";

  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private CodeArchive() {}

  public sealed interface Result {
    /**
     * @param bytes of all files together
     */
    record Unpacked(Path directory, int entries, long bytes) implements Result {}

    /**
     * @param entry the name at fault; empty where the archive as a whole is
     * @param reason a sentence
     */
    record Refused(String entry, String reason) implements Result {}
  }

  /**
   * @param target the directory to make; one that exists is taken to be the same archive's, since
   *     targets are named by digest
   * @throws IOException where the disk fails, not where the archive is at fault
   */
  public static Result unpack(Path archive, Path target, ArchiveLimits limits) throws IOException {
    Path parent = target.resolveSibling("").toAbsolutePath();
    Files.createDirectories(parent);
    Path temporary = Files.createTempDirectory(parent, UNPACKING);
    try (ZipFile zip = open(archive)) {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      Optional<Result.Refused> refused = ArchiveContents.check(entries, limits);
      if (refused.isEmpty()) {
        refused = extract(zip, entries, temporary);
      }
      if (refused.isPresent()) {
        return refused.get();
      }
      publish(temporary, target, parent);
      return new Result.Unpacked(
          target, entries.size(), entries.stream().mapToLong(ZipArchiveEntry::getSize).sum());
    } catch (NotAnArchive e) {
      return new Result.Refused("", "It is not a zip archive.");
    } finally {
      delete(temporary);
    }
  }

  private static final class NotAnArchive extends Exception {
    NotAnArchive(Throwable cause) {
      super(cause);
    }
  }

  private static ZipFile open(Path archive) throws IOException, NotAnArchive {
    if (!Files.isReadable(archive)) {
      throw new IOException("Cannot read " + archive);
    }
    try {
      return ZipFile.builder().setPath(archive).get();
    } catch (IOException | IllegalArgumentException e) {
      throw new NotAnArchive(e);
    }
  }

  private static Optional<Result.Refused> extract(
      ZipFile zip, List<ZipArchiveEntry> entries, Path directory) throws IOException {
    for (ZipArchiveEntry entry : entries) {
      Path path = directory.resolve(ArchiveContents.normalized(entry.getName()));
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      Optional<String> fault = extract(zip, entry, path);
      if (fault.isPresent()) {
        return Optional.of(new Result.Refused(entry.getName(), fault.get()));
      }
      Files.setPosixFilePermissions(path, (entry.getUnixMode() & 0111) == 0 ? PLAIN : EXECUTABLE);
    }
    return Optional.empty();
  }

  /** Reads no more than one byte past the declared size. */
  private static Optional<String> extract(ZipFile zip, ZipArchiveEntry entry, Path path)
      throws IOException {
    CRC32 crc = new CRC32();
    long declared = entry.getSize();
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new CheckedOutputStream(Channels.newOutputStream(channel), crc)) {
      long actual;
      try (InputStream in = zip.getInputStream(entry)) {
        actual = copy(in, out, declared);
      } catch (DamagedData e) {
        return Optional.of("Its data is damaged.");
      }
      channel.force(true);
      if (actual != declared) {
        return Optional.of(
            "It declares %d bytes and holds %s."
                .formatted(declared, actual > declared ? "more" : actual));
      }
      return crc.getValue() == entry.getCrc()
          ? Optional.empty()
          : Optional.of("Its data is damaged.");
    }
  }

  private static final class DamagedData extends Exception {
    DamagedData(Throwable cause) {
      super(cause);
    }
  }

  private static long copy(InputStream in, OutputStream out, long limit)
      throws IOException, DamagedData {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    while (total <= limit) {
      int read;
      try {
        read = in.read(buffer);
      } catch (IOException e) {
        throw new DamagedData(e);
      }
      if (read < 0) {
        break;
      }
      out.write(buffer, 0, read);
      total += read;
    }
    return total;
  }

  private static void publish(Path temporary, Path target, Path parent) throws IOException {
    List<Path> directories = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(temporary)) {
      tree.filter(Files::isDirectory).forEach(directories::add);
    }
    for (Path directory : directories) {
      Files.setPosixFilePermissions(directory, EXECUTABLE);
      sync(directory);
    }
    if (Files.exists(target)) {
      return;
    }
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another thread unpacked the same archive meanwhile; a folder with files is not replaced.
      if (Files.notExists(target)) {
        throw e;
      }
    }
    sync(parent);
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
