package io.planform.host.log;

import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What functions wrote, a folder for each. A disk that is full loses logs, never an invocation.
 * Safe for use by many threads.
 */
public final class FunctionLogs {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionLogs.class);

  private final Path folder;
  private final LogLimits limits;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, FunctionLog> logs = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();
  private final ReentrantLock eviction = new ReentrantLock();

  private FunctionLogs(Path folder, LogLimits limits, InstantSource clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Opens the logs and forgets what is too old.
   *
   * @param folder made for its owner only: functions write what they like into their logs
   */
  public static FunctionLogs open(Path folder, LogLimits limits, InstantSource clock)
      throws IOException {
    FunctionLogs all = new FunctionLogs(PrivateFolder.create(folder), limits, clock);
    List<Path> functions;
    try (Stream<Path> paths = Files.list(folder)) {
      functions = paths.filter(Files::isDirectory).toList();
    }
    for (Path each : functions) {
      all.total.addAndGet(all.log(each.getFileName().toString()).size());
    }
    return all;
  }

  /**
   * Adds the log of one invocation that ends now, unless the function was deleted since.
   *
   * @param exists whether the function is there; false from before {@link #delete} is called
   */
  public void append(
      String functionId,
      String requestId,
      String version,
      Status status,
      String text,
      BooleanSupplier exists) {
    LogEntry entry = new LogEntry(clock.millis(), requestId, version, status, text);
    try {
      if (total.addAndGet(log(functionId).append(entry, exists)) > limits.total()) {
        evict();
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the log of function {} cannot be written: {}", functionId, e.toString());
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
      String functionId,
      LogFilter filter,
      @Nullable Position after,
      boolean descending,
      int limit) {
    try {
      long earliest = clock.millis() - limits.age().toMillis();
      return log(functionId).find(filter.since(earliest), after, descending, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many entries there are that are not too old. */
  int count(String functionId, LogFilter filter) {
    try {
      return log(functionId).count(filter.since(clock.millis() - limits.age().toMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets all functions but some: those that were deleted while the host died. */
  public void retain(Predicate<String> functionIds) {
    logs.keySet().stream().filter(functionIds.negate()).toList().forEach(this::delete);
  }

  /** Forgets a function. */
  public void delete(String functionId) {
    try {
      total.addAndGet(-log(functionId).delete());
      logs.remove(functionId);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the log of function {} cannot be deleted", functionId, e);
    }
  }

  private FunctionLog log(String functionId) {
    return logs.computeIfAbsent(
        functionId,
        id -> {
          try {
            return FunctionLog.open(
                folder.resolve(id), limits, clock.instant().minus(limits.age()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
