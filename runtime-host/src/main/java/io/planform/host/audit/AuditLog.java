package io.planform.host.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.storage.PrivateFolder;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with one file a day (UTC), readable by its owner only, with one JSON object a line. What
 * is older than seven days is not shown, and deleted with the day's file.
 */
public final class AuditLog implements AutoCloseable {
  /** How long the guide says that operation records are kept (section 13.2). */
  static final Duration KEPT = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final String SUFFIX = ".jsonl";

  /** No line is longer: what it tells of is in documents of at most 6 MB, before and after. */
  private static final int READ_AT_ONCE = 16 << 20;

  private final Path folder;
  private final long readsLimit;
  private final InstantSource clock;
  private final List<Runnable> watches = new CopyOnWriteArrayList<>();
  private @Nullable LocalDate day;
  private @Nullable FileChannel channel;
  private boolean closed;

  /** Whether the day's file may end within a line. */
  private boolean torn;

  private AuditLog(Path folder, long readsLimit, InstantSource clock) {
    this.folder = folder;
    this.readsLimit = readsLimit;
    this.clock = clock;
  }

  /**
   * @param readsLimit bytes of a day's file from which on nothing but changes and refused calls are
   *     added
   */
  public static AuditLog open(Path folder, long readsLimit, InstantSource clock)
      throws IOException {
    AuditLog log = new AuditLog(PrivateFolder.create(folder), readsLimit, clock);
    log.prune();
    return log;
  }

  /** A line of the trail. */
  record Position(LocalDate day, long line) {
    static Optional<Position> parse(String text) {
      String[] parts = text.split("\\.", -1);
      try {
        return parts.length == 2
            ? Optional.of(new Position(LocalDate.parse(parts[0]), Long.parseLong(parts[1])))
            : Optional.empty();
      } catch (DateTimeException | NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return day + "." + line;
    }
  }

  /**
   * Traces, the newest first.
   *
   * @param next the last one's place, where there are more
   */
  record Page(List<JsonNode> traces, Optional<Position> next) {}

  private record Found(Position position, JsonNode trace) {}

  /**
   * Appends one trace. The call is done by now: a line that cannot be written is not its failure.
   *
   * @param essential whether it is a change or a refusal
   */
  public void append(ObjectNode trace, boolean essential) {
    byte[] line = (trace + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      write(line, essential);
      watches.forEach(Runnable::run);
    } catch (IOException e) {
      LOG.error("the audit trail in {} cannot be written: it lacks {}", folder, trace, e);
    }
  }

  /** Watches the trail, until it is closed. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param listener is told, on the writer's thread, that something was recorded
   */
  public Watch watch(Runnable listener) {
    watches.add(listener);
    return () -> watches.remove(listener);
  }

  /**
   * Where a reader of the trail stands.
   *
   * @param offset in the day's file, where a line begins
   */
  public record Place(LocalDate day, long offset) {
    /** The beginning of a time's day. */
    public static Place of(Instant time) {
      return new Place(date(time), 0);
    }

    public static Optional<Place> parse(String text) {
      return Position.parse(text).map(found -> new Place(found.day(), found.line()));
    }

    @Override
    public String toString() {
      return day + "." + offset;
    }
  }

  /**
   * Traces, the oldest first.
   *
   * @param next where to go on; the same place where there is nothing more yet
   */
  public record Recorded(List<JsonNode> traces, Place next) {}

  /** What was recorded from a place on. */
  public Recorded recordedAfter(Place place, int limit) {
    try {
      List<LocalDate> later =
          days().reversed().stream().filter(each -> !each.isBefore(place.day())).toList();
      if (later.isEmpty()) {
        return new Recorded(List.of(), place);
      }
      boolean same = later.getFirst().equals(place.day());
      Place from = same ? place : new Place(later.getFirst(), 0);
      Recorded read = recorded(from, limit);
      boolean ended = read.next().equals(from) && later.size() > 1;
      return ended ? new Recorded(List.of(), new Place(later.get(1), 0)) : read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole lines of one day's file. */
  private Recorded recorded(Place from, int limit) throws IOException {
    List<JsonNode> traces = new ArrayList<>();
    long offset = from.offset();
    try (RandomAccessFile in = new RandomAccessFile(file(from.day()).toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(READ_AT_ONCE, Math.max(0, in.length() - offset))];
      in.seek(offset);
      in.readFully(bytes);
      int start = 0;
      for (int end = 0; end < bytes.length && traces.size() < limit; end++) {
        if (bytes[end] == '\n') {
          parse(new String(bytes, start, end - start, StandardCharsets.UTF_8))
              .ifPresent(traces::add);
          start = end + 1;
        }
      }
      return new Recorded(traces, new Place(from.day(), offset + start));
    } catch (FileNotFoundException e) {
      return new Recorded(List.of(), from);
    }
  }

  private synchronized void write(byte[] line, boolean essential) throws IOException {
    if (closed) {
      throw new IOException("the host stops");
    }
    FileChannel file = today();
    if (essential || file.size() < readsLimit) {
      add(line, file);
    }
  }

  /** What follows a line that the disk did not take whole begins a new one. */
  private void add(byte[] line, FileChannel file) throws IOException {
    ByteBuffer rest = ByteBuffer.allocate(line.length + 1);
    if (torn) {
      rest.put((byte) '\n');
    }
    rest.put(line).flip();
    torn = true;
    while (rest.hasRemaining()) {
      file.write(rest);
    }
    torn = false;
  }

  private FileChannel today() throws IOException {
    LocalDate now = date(clock.instant());
    FileChannel open = channel;
    if (open != null && now.equals(day)) {
      return open;
    }
    if (open != null) {
      open.close();
      prune();
    }
    FileChannel fresh =
        FileChannel.open(
            file(now),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    channel = fresh;
    torn = fresh.size() > 0 && !endsWithLine(file(now));
    day = now;
    return fresh;
  }

  private static boolean endsWithLine(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(in.length() - 1);
      return in.read() == '\n';
    }
  }

  /**
   * Finds traces of the last seven days.
   *
   * @param before the last one of the page before this
   */
  Page find(TraceFilter filter, Optional<Position> before, int limit) {
    TraceFilter kept = filter.since(clock.instant().minus(KEPT).toEpochMilli());
    List<Found> found = new ArrayList<>();
    try {
      for (LocalDate each : days()) {
        boolean reached = before.map(position -> !each.isAfter(position.day())).orElse(true);
        if (reached && found.size() <= limit) {
          found.addAll(last(each, kept, before, limit + 1 - found.size()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Found> page = found.subList(0, Math.min(limit, found.size()));
    return new Page(
        page.stream().map(Found::trace).toList(),
        found.size() > limit ? Optional.of(page.getLast().position()) : Optional.empty());
  }

  /** The last matching lines of a day's file, the newest first. */
  private List<Found> last(LocalDate each, TraceFilter filter, Optional<Position> before, int limit)
      throws IOException {
    ArrayDeque<Found> last = new ArrayDeque<>();
    try (BufferedReader lines = Files.newBufferedReader(file(each))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Position position = new Position(each, number++);
        if (before.filter(position::equals).isPresent()) {
          break;
        }
        Optional<JsonNode> trace = parse(line).filter(filter::matches);
        if (trace.isPresent()) {
          last.addFirst(new Found(position, trace.get()));
          if (last.size() > limit) {
            last.removeLast();
          }
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return List.copyOf(last);
  }

  /** Empty for a line that was cut off when the host was killed. */
  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.of(Json.read(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The newest first. */
  private List<LocalDate> days() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .flatMap(name -> day(name.substring(0, name.length() - SUFFIX.length())).stream())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void prune() throws IOException {
    LocalDate first = date(clock.instant().minus(KEPT));
    for (LocalDate each : days()) {
      if (each.isBefore(first)) {
        Files.deleteIfExists(file(each));
      }
    }
  }

  private Path file(LocalDate each) {
    return folder.resolve(each + SUFFIX);
  }

  private static LocalDate date(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }
}
