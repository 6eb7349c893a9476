package io.planform.functiongraph.code;

import io.planform.functiongraph.code.CodeArchive.Result.Refused;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/** What an archive's directory says, checked before anything is unpacked. */
final class ArchiveContents {
  private static final int TYPE = 0170000;
  private static final int FILE = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LONGEST_SEGMENT = 255;

  private final ArchiveLimits limits;

  /** Every path and its parents, by how a file system that ignores case would see them. */
  private final Map<String, String> spellings = new HashMap<>();

  private final Set<String> entries = new HashSet<>();
  private final Set<String> files = new HashSet<>();
  private final Set<String> folders = new HashSet<>();

  private ArchiveContents(ArchiveLimits limits) {
    this.limits = limits;
  }

  static Optional<Refused> check(List<ZipArchiveEntry> entries, ArchiveLimits limits) {
    if (entries.size() > limits.entries()) {
      return Optional.of(
          new Refused(
              "", "It has %d entries, more than %d.".formatted(entries.size(), limits.entries())));
    }
    ArchiveContents contents = new ArchiveContents(limits);
    long total = 0;
    for (ZipArchiveEntry entry : entries) {
      String fault = contents.fault(entry);
      if (fault != null) {
        return Optional.of(new Refused(entry.getName(), fault));
      }
      total += entry.getSize();
      if (total > limits.unpackedBytes()) {
        return Optional.of(
            new Refused(
                "", "Unpacked, it is larger than %d bytes.".formatted(limits.unpackedBytes())));
      }
    }
    return Optional.empty();
  }

  /** Without empty and {@code .} segments; the form in which paths are compared and written. */
  static String normalized(String name) {
    return segments(name).collect(Collectors.joining("/"));
  }

  private static Stream<String> segments(String name) {
    return Stream.of(name.split("/")).filter(segment -> !segment.isEmpty() && !segment.equals("."));
  }

  private @Nullable String fault(ZipArchiveEntry entry) {
    String name = entry.getName();
    String raw = raw(entry);
    if (raw.indexOf('\0') >= 0) {
      return "Its name has a NUL character.";
    }
    if (raw.indexOf('\\') >= 0) {
      return "Its name has a backslash.";
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      return "Its name is absolute.";
    }
    if (Stream.of(name.split("/")).anyMatch(".."::equals)) {
      return "Its name leads out of the archive.";
    }
    if (segments(name).anyMatch(ArchiveContents::tooLong)) {
      return "Its name is too long.";
    }
    if (!limits.backupNames() && name.endsWith("~")) {
      return "Its name ends in ~.";
    }
    int type = entry.getUnixMode() & TYPE;
    if (type != 0 && type != FILE && type != DIRECTORY) {
      return "It is a link or a device, not a file.";
    }
    if (!entry.isDirectory()
        && (entry.getSize() < 0 || entry.getGeneralPurposeBit().usesEncryption())) {
      return "It is encrypted or does not declare its size.";
    }
    return collision(normalized(name), entry.isDirectory());
  }

  /** The name before the library replaces backslashes on archives that DOS wrote. */
  private static String raw(ZipArchiveEntry entry) {
    byte[] raw = entry.getRawName();
    return raw == null ? entry.getName() : new String(raw, StandardCharsets.UTF_8);
  }

  private static boolean tooLong(String segment) {
    return segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT;
  }

  private @Nullable String collision(String path, boolean folder) {
    if (path.isEmpty()) {
      return folder ? null : "It has no name.";
    }
    if (!entries.add(path)) {
      return "There are two entries of this name.";
    }
    if (folder) {
      folders.add(path);
    } else {
      files.add(path);
    }
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      String parent = path.substring(0, end);
      folders.add(parent);
      String fault = clash(parent);
      if (fault != null) {
        return fault;
      }
    }
    return clash(path);
  }

  private @Nullable String clash(String path) {
    if (files.contains(path) && folders.contains(path)) {
      return "It is both a file and a folder.";
    }
    String folded = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String first = spellings.putIfAbsent(folded, path);
    return first == null || first.equals(path)
        ? null
        : "It differs from %s by upper and lower case only.".formatted(first);
  }
}
