package io.planform.host.async;

import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what came of invocations durable, many in one transaction, while the next ones run already.
 * What a killed host did not get to is run again by the next one. A disk that is full holds
 * invocations up, and nothing is forgotten.
 */
final class Recorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int MOST_WAITING = 1024;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final HostDatabase database;
  private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread thread;

  /**
   * @param change is done in a transaction with others
   * @param afterwards is called when it is durable
   */
  private record Entry(Work<?, RuntimeException> change, Runnable afterwards) {}

  Recorder(HostDatabase database) {
    this.database = database;
    this.thread = Thread.ofVirtual().name("async-recorder").start(this::run);
  }

  /** Takes a change over; waits while there are too many. */
  void record(Work<?, RuntimeException> change, Runnable afterwards) {
    try {
      waiting.put(new Entry(change, afterwards));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Entry> batch = new ArrayList<>();
    try {
      while (!Thread.interrupted()) {
        batch.add(waiting.take());
        waiting.drainTo(batch);
        while (!isWritten(batch)) {
          Thread.sleep(AFTER_FAILURE);
        }
        batch.clear();
      }
    } catch (InterruptedException e) {
      // The host ends: one last time.
    }
    waiting.drainTo(batch);
    isWritten(batch);
  }

  private boolean isWritten(List<Entry> batch) {
    try {
      database.write(
          connection -> {
            for (Entry entry : batch) {
              entry.change().on(connection);
            }
            return true;
          });
    } catch (ApiException e) {
      LOG.warn("what came of {} invocations is not stored yet: {}", batch.size(), e.getMessage());
      return false;
    }
    batch.forEach(entry -> entry.afterwards().run());
    return true;
  }

  /** Writes what it was given, if that is possible now. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
