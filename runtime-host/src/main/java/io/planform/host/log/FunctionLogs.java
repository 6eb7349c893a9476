package io.planform.host.log;

import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What functions wrote, as text files: for each function {@code <id>.log} and, when that has grown
 * to its limit, the one before it as {@code <id>.1.log}. So a function keeps between one and two
 * times the limit. A disk that is full loses logs, never an invocation.
 */
public final class FunctionLogs {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionLogs.class);
  private static final int STRIPES = 64;

  private final Path folder;
  private final long limit;
  private final List<Lock> stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).map(Lock.class::cast).toList();

  /**
   * @param folder made for its owner only: functions write what they like into their logs
   * @param limit bytes of one file
   */
  public FunctionLogs(Path folder, long limit) throws IOException {
    this.folder = PrivateFolder.create(folder);
    this.limit = limit;
  }

  /**
   * Appends the log of one invocation, unless the function was deleted since.
   *
   * @param exists whether the function is there; false from before {@link #delete} is called
   */
  public void append(String functionId, String text, BooleanSupplier exists) {
    if (text.isEmpty()) {
      return;
    }
    byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    Lock lock = lock(functionId);
    lock.lock();
    try {
      if (!exists.getAsBoolean()) {
        return;
      }
      Path current = current(functionId);
      if (Files.exists(current) && Files.size(current) + bytes.length > limit) {
        Files.move(current, previous(functionId), StandardCopyOption.REPLACE_EXISTING);
      }
      try (OutputStream out =
          Files.newOutputStream(current, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(bytes);
      }
    } catch (IOException e) {
      LOG.warn("the log of function {} cannot be written", functionId, e);
    } finally {
      lock.unlock();
    }
  }

  /** The last bytes of a function's log, from the beginning of a line. */
  public String tail(String functionId, int bytes) {
    Lock lock = lock(functionId);
    lock.lock();
    try {
      String newest = tail(current(functionId), bytes);
      int rest = bytes - newest.getBytes(StandardCharsets.UTF_8).length;
      return rest > 0 ? tail(previous(functionId), rest) + newest : newest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a function. */
  public void delete(String functionId) {
    Lock lock = lock(functionId);
    lock.lock();
    try {
      Files.deleteIfExists(current(functionId));
      Files.deleteIfExists(previous(functionId));
    } catch (IOException e) {
      LOG.warn("the log of function {} cannot be deleted", functionId, e);
    } finally {
      lock.unlock();
    }
  }

  private static String tail(Path file, int bytes) throws IOException {
    if (Files.notExists(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, in.length() - bytes);
      byte[] end = new byte[Math.toIntExact(in.length() - start)];
      in.seek(start);
      in.readFully(end);
      String text = new String(end, StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  private Path current(String functionId) {
    return folder.resolve(functionId + ".log");
  }

  private Path previous(String functionId) {
    return folder.resolve(functionId + ".1.log");
  }

  private Lock lock(String functionId) {
    return stripes.get(Math.floorMod(functionId.hashCode(), STRIPES));
  }
}
