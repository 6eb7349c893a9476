package io.planform.host.bucket.store;

import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** Who reads content just now, so that no file is deleted which somebody has begun to read. */
final class Readers {
  private final AtomicLong next = new AtomicLong();
  private final ConcurrentSkipListSet<Long> active = new ConcurrentSkipListSet<>();

  /**
   * Called before the rows are read that name the files.
   *
   * @return for {@link #leave}
   */
  long enter() {
    long ticket = next.getAndIncrement();
    active.add(ticket);
    return ticket;
  }

  void leave(long ticket) {
    active.remove(ticket);
  }

  /** A moment: readers that enter from now on see no rows that are deleted now. */
  long now() {
    return next.getAndIncrement();
  }

  /** Whether all that entered before a moment have left. */
  boolean haveLeft(long moment) {
    try {
      return active.first() > moment;
    } catch (NoSuchElementException e) {
      return true;
    }
  }
}
