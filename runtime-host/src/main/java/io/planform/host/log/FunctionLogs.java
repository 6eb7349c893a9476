package io.planform.host.log;

import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What functions wrote, a folder for each log stream: a function's own, or one that users made. A
 * disk that is full loses logs, never an invocation. Safe for use by many threads.
 */
public final class FunctionLogs {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionLogs.class);

  private static final int OPEN_FILES = 64;

  private final Path folder;
  private final OpenFiles open = new OpenFiles(OPEN_FILES);
  private final LogLimits limits;
  private final Function<String, Optional<Duration>> ages;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, FunctionLog> logs = new ConcurrentHashMap<>();
  private final Map<String, Set<Runnable>> watches = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();
  private final ReentrantLock eviction = new ReentrantLock();

  private FunctionLogs(
      Path folder,
      LogLimits limits,
      Function<String, Optional<Duration>> ages,
      InstantSource clock) {
    this.folder = folder;
    this.limits = limits;
    this.ages = ages;
    this.clock = clock;
  }

  /**
   * Opens the logs and forgets what is too old.
   *
   * @param folder made for its owner only: functions write what they like into their logs
   * @param ages how long streams keep what they hold, where they say so
   */
  public static FunctionLogs open(
      Path folder, LogLimits limits, Function<String, Optional<Duration>> ages, InstantSource clock)
      throws IOException {
    FunctionLogs all = new FunctionLogs(PrivateFolder.create(folder), limits, ages, clock);
    List<Path> folders;
    try (Stream<Path> paths = Files.list(folder)) {
      folders = paths.filter(Files::isDirectory).toList();
    }
    for (Path each : folders) {
      all.total.addAndGet(all.log(each.getFileName().toString()).size());
    }
    return all;
  }

  /**
   * Adds the log of one invocation, unless the stream was deleted since.
   *
   * @param exists whether the stream is there; false from before {@link #delete} is called
   */
  public void append(String stream, LogEntry entry, BooleanSupplier exists) {
    try {
      if (total.addAndGet(log(stream).append(entry, exists)) > limits.total()) {
        evict();
      }
      watches.getOrDefault(stream, Set.of()).forEach(Runnable::run);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the log stream {} cannot be written: {}", stream, e.toString());
    }
  }

  /** Forgets the oldest files, whosever they are, until there is a tenth of room. */
  private void evict() throws IOException {
    if (!eviction.tryLock()) {
      return;
    }
    try {
      while (total.get() > limits.total() / 10 * 9) {
        FunctionLog oldest = null;
        for (FunctionLog each : logs.values()) {
          oldest = oldest == null || each.oldest() < oldest.oldest() ? each : oldest;
        }
        long freed = oldest == null ? 0 : oldest.forgetOldest();
        if (freed == 0) {
          return;
        }
        total.addAndGet(-freed);
      }
    } finally {
      eviction.unlock();
    }
  }

  /** As {@link FunctionLog#find}, of what is not too old. */
  LogPage find(
      String stream, LogFilter filter, @Nullable Position after, boolean descending, int limit) {
    try {
      FunctionLog log = log(stream);
      return log.find(filter.since(earliest(log)), after, descending, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Entries that were read one after the other.
   *
   * @param last the place of the last one
   */
  public record Written(List<LogEntry> entries, String last) {
    public boolean isEmpty() {
      return entries.isEmpty();
    }
  }

  /**
   * What was written to a stream, the oldest first.
   *
   * @param place after which; empty for the beginning
   * @param since earliest time in milliseconds since 1970
   */
  public Written writtenAfter(String stream, String place, long since, int limit) {
    LogPage page =
        find(stream, LogFilter.ALL.since(since), Position.parse(place).orElse(null), false, limit);
    return new Written(
        page.entries().stream().map(LogPage.Found::entry).toList(),
        page.entries().isEmpty() ? place : page.entries().getLast().position().toString());
  }

  /** Watches a stream, until it is closed. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param listener is told, on the writer's thread, that something was written, or all of it
   *     deleted
   */
  public Watch watch(String stream, Runnable listener) {
    Set<Runnable> watching = watches.computeIfAbsent(stream, _ -> ConcurrentHashMap.newKeySet());
    watching.add(listener);
    return () -> watching.remove(listener);
  }

  /** How many entries there are that are not too old. */
  int count(String stream, LogFilter filter) {
    try {
      FunctionLog log = log(stream);
      return log.count(filter.since(earliest(log)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long earliest(FunctionLog log) {
    return clock.millis() - log.age().toMillis();
  }

  /** Forgets all streams but some: those that were deleted while the host died. */
  public void retain(Predicate<String> streams) {
    logs.keySet().stream().filter(streams.negate()).toList().forEach(this::delete);
  }

  /** Forgets a stream. */
  public void delete(String stream) {
    try {
      total.addAndGet(-log(stream).delete());
      logs.remove(stream);
      watches.getOrDefault(stream, Set.of()).forEach(Runnable::run);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the log stream {} cannot be deleted", stream, e);
    }
  }

  private FunctionLog log(String stream) {
    return logs.computeIfAbsent(
        stream,
        id -> {
          try {
            return FunctionLog.open(
                folder.resolve(id),
                open,
                limits,
                () -> ages.apply(id).orElse(limits.age()),
                clock.instant());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
