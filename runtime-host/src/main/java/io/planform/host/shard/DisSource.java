package io.planform.host.shard;

import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.TriggerSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads all shards of a stream, each on a thread of its own: none waits for another. */
final class DisSource implements TriggerSource {
  private final List<Shard> shards;
  private final List<Thread> threads = new ArrayList<>();
  private final BlockingQueue<SourceException> failures = new LinkedBlockingQueue<>();

  DisSource(List<Shard> shards) {
    this.shards = shards;
  }

  @Override
  public void run() throws SourceException, InterruptedException {
    for (Shard shard : shards) {
      threads.add(
          Thread.ofVirtual()
              .name("shard " + shard.id())
              .start(() -> shard.run().ifPresent(failures::add)));
    }
    // What fails for one shard, the stream or the store, fails for all.
    throw failures.take();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
