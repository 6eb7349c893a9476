package io.planform.host.instance;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where events and the requests for one meet. Whoever comes second writes the event to the
 * instance, so that no thread has to be woken for it.
 */
final class EventExchange {
  private final Writer writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<PendingEvent> events = new ArrayDeque<>();
  private final Deque<Poll> polls = new ArrayDeque<>();
  private boolean closed;

  EventExchange(Writer writer) {
    this.writer = writer;
  }

  /** Writes an event as the answer to a request for one. */
  interface Writer {
    void write(PendingEvent event, Poll poll) throws IOException;
  }

  /**
   * A connection on which the instance asks for an event.
   *
   * @param last whether the connection ends with the answer
   */
  record Poll(HttpConnection connection, boolean last) {}

  /** Hands an event to the instance, now or when it asks for one. */
  void submit(PendingEvent event) {
    bring(event, pollFor(event, events::addLast));
  }

  /** Where there is none, the event is kept for the next one. */
  private @Nullable Poll pollFor(PendingEvent event, Consumer<PendingEvent> keep) {
    lock.lock();
    try {
      Poll poll = polls.pollFirst();
      if (poll == null) {
        keep.accept(event);
      }
      return poll;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The instance asks for an event, and may have to wait for it.
   *
   * @return whether it may
   */
  boolean ask(Poll poll) {
    PendingEvent event;
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      event = nextWanted();
      if (event == null) {
        polls.addLast(poll);
      }
    } finally {
      lock.unlock();
    }
    if (event != null) {
      bring(event, poll);
    }
    return true;
  }

  /** The next event that somebody still waits for. */
  private @Nullable PendingEvent nextWanted() {
    PendingEvent event = events.pollFirst();
    while (event != null && event.reply().isDone()) {
      event = events.pollFirst();
    }
    return event;
  }

  /** Writes it; where the connection turns out to be gone, to another one. */
  private void bring(PendingEvent event, @Nullable Poll poll) {
    Poll next = poll;
    while (next != null) {
      HttpConnection connection = next.connection();
      // An instance that does not read holds up the writer for no longer than the event's time; one
      // that has answered has read.
      CompletableFuture<Void> stuck =
          event
              .reply()
              .thenAccept(
                  reply -> {
                    if (reply instanceof Reply.Lost) {
                      connection.close();
                    }
                  });
      try {
        writer.write(event, next);
        stuck.cancel(false);
        return;
      } catch (IOException e) {
        connection.close();
        next = pollFor(event, events::addFirst);
      }
    }
  }

  /** Takes an event back that nobody waits for any more; whether no instance had seen it. */
  boolean withdraw(PendingEvent event) {
    // What was answered was not kept.
    if (!(event.reply().getNow(null) instanceof Reply.Lost)) {
      return false;
    }
    lock.lock();
    try {
      return events.remove(event);
    } finally {
      lock.unlock();
    }
  }

  /** The connection ended: nothing is written to it any more. */
  void forget(HttpConnection connection) {
    lock.lock();
    try {
      polls.removeIf(poll -> poll.connection().equals(connection));
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of every connection that waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      polls.forEach(poll -> poll.connection().close());
      polls.clear();
    } finally {
      lock.unlock();
    }
  }
}
