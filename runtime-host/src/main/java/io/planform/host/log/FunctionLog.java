package io.planform.host.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one stream holds: a folder with files of one JSON object a line, each named by the time of
 * its first entry. Only the newest is added to. A line that a crash cut short is passed over, and
 * what follows begins a new file.
 */
final class FunctionLog {
  private static final String SUFFIX = ".jsonl";
  private static final Pattern NAME = Pattern.compile("\\d{1,13}\\.jsonl");

  /** Characters of text in one page, whatever its limit of entries. */
  private static final int LARGEST_PAGE = 4 << 20;

  private final Path folder;
  private final OpenFiles open;
  private final LogLimits limits;
  private final Supplier<Duration> age;
  private final ReentrantLock lock = new ReentrantLock();
  private final Allowance allowance;

  /** Bytes by segment. */
  private final NavigableMap<Long, Long> sizes;

  /** Whether the newest segment ends with a line that was not written whole. */
  private boolean torn;

  private FunctionLog(
      Path folder,
      OpenFiles open,
      LogLimits limits,
      Supplier<Duration> age,
      NavigableMap<Long, Long> sizes,
      boolean torn) {
    this.folder = folder;
    this.open = open;
    this.limits = limits;
    this.age = age;
    this.sizes = sizes;
    this.torn = torn;
    this.allowance = new Allowance(limits.rate(), System.nanoTime());
  }

  /**
   * Forgets what is too old; nothing is made before something is appended.
   *
   * @param age how long entries are kept
   */
  static FunctionLog open(
      Path folder, OpenFiles open, LogLimits limits, Supplier<Duration> age, Instant now)
      throws IOException {
    Instant earliest = now.minus(age.get());
    NavigableMap<Long, Long> sizes = new TreeMap<>();
    List<Path> files = List.of();
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.list(folder)) {
        files =
            paths.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
      }
    }
    for (Path file : files) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(earliest)) {
        Files.delete(file);
      } else {
        String name = file.getFileName().toString();
        sizes.put(
            Long.parseLong(name.substring(0, name.length() - SUFFIX.length())), Files.size(file));
      }
    }
    boolean torn = !sizes.isEmpty() && isTorn(folder.resolve(sizes.lastKey() + SUFFIX));
    return new FunctionLog(folder, open, limits, age, sizes, torn);
  }

  private static boolean isTorn(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() == 0) {
        return false;
      }
      in.seek(in.length() - 1);
      return in.read() != '\n';
    }
  }

  Duration age() {
    return age.get();
  }

  long size() {
    lock.lock();
    try {
      return sizes.values().stream().mapToLong(Long::longValue).sum();
    } finally {
      lock.unlock();
    }
  }

  /** The time of the oldest entry; far in the future where there is none. */
  long oldest() {
    lock.lock();
    try {
      return sizes.isEmpty() ? Long.MAX_VALUE : sizes.firstKey();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds an entry.
   *
   * @param exists asked under the lock that {@link #delete} takes
   * @return by how many bytes the log has grown
   */
  long append(LogEntry entry, BooleanSupplier exists) throws IOException {
    lock.lock();
    try {
      if (!exists.getAsBoolean()) {
        return 0;
      }
      boolean allowed = allowance.take(entry.text().length(), System.nanoTime());
      byte[] line = (allowed ? entry : shortened(entry)).toLine();
      long dropped = makeRoom(entry.time(), line.length);
      torn = true;
      open.append(file(sizes.lastKey()), line);
      torn = false;
      sizes.merge(sizes.lastKey(), (long) line.length, Long::sum);
      return line.length - dropped;
    } finally {
      lock.unlock();
    }
  }

  /** The host's own lines, without what the function wrote between them. */
  private static LogEntry shortened(LogEntry entry) {
    List<String> lines = entry.text().lines().toList();
    String text =
        lines.size() < 3
            ? entry.text()
            : "%s\n(%d bytes are not kept: the function writes too much)\n%s\n"
                .formatted(
                    lines.getFirst(),
                    entry.text().getBytes(StandardCharsets.UTF_8).length,
                    lines.getLast());
    return entry.withText(text);
  }

  /** Begins a new segment where the newest has no room, and forgets the oldest for it. */
  private long makeRoom(long now, int bytes) throws IOException {
    boolean full =
        sizes.isEmpty() || torn || sizes.lastEntry().getValue() + bytes > limits.segment();
    if (!full) {
      return 0;
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (!sizes.isEmpty()) {
      open.close(file(sizes.lastKey()));
    }
    sizes.put(sizes.isEmpty() ? now : Math.max(now, sizes.lastKey() + 1), 0L);
    long dropped = 0;
    while (sizes.size() > limits.segments()
        || (sizes.size() > 1 && endedBefore(now - age.get().toMillis()))) {
      dropped += dropOldest();
    }
    return dropped;
  }

  /** Whether all that is in the oldest segment is older: the next one begins before the time. */
  private boolean endedBefore(long time) {
    return sizes.higherKey(sizes.firstKey()) < time;
  }

  /**
   * Forgets the oldest segment.
   *
   * @return its bytes
   */
  long forgetOldest() throws IOException {
    lock.lock();
    try {
      return sizes.isEmpty() ? 0 : dropOldest();
    } finally {
      lock.unlock();
    }
  }

  private long dropOldest() throws IOException {
    open.close(file(sizes.firstKey()));
    Files.deleteIfExists(file(sizes.firstKey()));
    return sizes.pollFirstEntry().getValue();
  }

  /**
   * Deletes everything.
   *
   * @return the bytes there were
   */
  long delete() throws IOException {
    lock.lock();
    try {
      long bytes = 0;
      while (!sizes.isEmpty()) {
        bytes += dropOldest();
      }
      Files.deleteIfExists(folder);
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Finds entries.
   *
   * @param after where the page before this ended, in this direction; null for the first page
   * @param descending whether the newest come first
   * @param limit of entries; a page may have fewer where they are long
   */
  LogPage find(LogFilter filter, @Nullable Position after, boolean descending, int limit)
      throws IOException {
    List<LogPage.Found> found = new ArrayList<>();
    long characters = 0;
    for (long segment : segments(descending)) {
      if (after != null && isBefore(segment, after.segment(), descending)) {
        continue;
      }
      for (LogPage.Found each : read(segment, descending)) {
        boolean passed =
            after != null
                && (descending
                    ? each.position().compareTo(after) >= 0
                    : each.position().compareTo(after) <= 0);
        if (passed || !filter.matches(each.entry())) {
          continue;
        }
        if (found.size() == limit || characters > LARGEST_PAGE) {
          return new LogPage(found, false);
        }
        found.add(each);
        characters += each.entry().text().length();
      }
    }
    return new LogPage(found, true);
  }

  private static boolean isBefore(long segment, long other, boolean descending) {
    return descending ? segment > other : segment < other;
  }

  private List<Long> segments(boolean descending) {
    lock.lock();
    try {
      return List.copyOf(descending ? sizes.descendingKeySet() : sizes.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** How many entries there are. */
  int count(LogFilter filter) throws IOException {
    int count = 0;
    for (long segment : segments(false)) {
      count += (int) read(segment, false).stream().filter(e -> filter.matches(e.entry())).count();
    }
    return count;
  }

  private List<LogPage.Found> read(long segment, boolean descending) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(segment));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    List<LogPage.Found> entries = new ArrayList<>();
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        Position position = new Position(segment, start);
        LogEntry.of(new String(bytes, start, end - start, StandardCharsets.UTF_8))
            .ifPresent(entry -> entries.add(new LogPage.Found(position, entry)));
        start = end + 1;
      }
    }
    if (descending) {
      Collections.reverse(entries);
    }
    return entries;
  }

  private Path file(long segment) {
    return folder.resolve(segment + SUFFIX);
  }
}
