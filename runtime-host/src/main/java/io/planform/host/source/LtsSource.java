package io.planform.host.source;

import io.planform.host.broker.Positions;
import io.planform.host.log.FunctionLogs;
import io.planform.host.stream.LogStreams;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What is written to one log stream since the trigger was last changed, for one trigger. */
final class LtsSource implements TriggerSource {
  private static final int READ_AT_ONCE = 100;
  private static final long LONGEST_WAIT_SECONDS = 60;

  /** What is written meanwhile goes into the same event. */
  private static final long GATHERED_MILLIS = 500;

  private final Trigger trigger;
  private final LogEvents events;
  private final LogStreams streams;
  private final FunctionLogs logs;
  private final Positions positions;
  private final Delivery delivery;
  private final Semaphore written = new Semaphore(0);
  private final FunctionLogs.Watch watch;

  LtsSource(
      Trigger trigger,
      LogEvents events,
      LogStreams streams,
      FunctionLogs logs,
      Positions positions,
      Delivery delivery) {
    this.trigger = trigger;
    this.events = events;
    this.streams = streams;
    this.logs = logs;
    this.positions = positions;
    this.delivery = delivery;
    this.watch = logs.watch(trigger.settings().name(), written::release);
  }

  @Override
  public void run() throws SourceException, InterruptedException {
    String stream = trigger.settings().name();
    String kept = positions.find(trigger.id()).orElse("");
    String position = kept.startsWith(stream + ' ') ? kept.substring(stream.length() + 1) : "";
    while (true) {
      if (streams.find(stream).isEmpty()) {
        throw new SourceException("There is no log stream %s any more.".formatted(stream));
      }
      written.drainPermits();
      FunctionLogs.Written read =
          logs.writtenAfter(stream, position, trigger.updatedAt().toEpochMilli(), READ_AT_ONCE);
      if (read.isEmpty()) {
        if (written.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
          Thread.sleep(GATHERED_MILLIS);
        }
      } else {
        delivery.deliver(events.of(read.entries(), position + '-' + read.last()));
        position = read.last();
        positions.keep(trigger.id(), stream + ' ' + position);
      }
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
