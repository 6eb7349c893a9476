package io.planform.planner.deploy;

import io.planform.planner.apply.Interruption;
import io.planform.store.StoreException;
import io.planform.store.state.LeaseLostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The queue of deployments: each is looked at when its time has come or something wakes it, by one
 * worker at a time.
 */
public final class Watch {
  private static final int WORKERS = 4;

  /** So soon the wish to stop is noticed. */
  private static final Duration NAP = Duration.ofMillis(500);

  private final Reconciler reconciler;
  private final Listener listener;
  private final RandomGenerator jitter;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int busy;
  private @Nullable LeaseLostException lost;

  /** Hears of every look. */
  @FunctionalInterface
  public interface Listener {
    void looked(DeploymentSettings settings, Report report);
  }

  public Watch(
      List<DeploymentSettings> deployments,
      Reconciler reconciler,
      Listener listener,
      RandomGenerator jitter) {
    this.reconciler = reconciler;
    this.listener = listener;
    this.jitter = jitter;
    long now = System.nanoTime();
    deployments.forEach(each -> entries.put(each.name(), new Entry(each, now)));
  }

  private static final class Entry {
    final DeploymentSettings settings;
    long due;
    boolean isBusy;
    boolean isWoken;

    Entry(DeploymentSettings settings, long due) {
      this.settings = settings;
      this.due = due;
    }
  }

  /**
   * Works until it is to stop; what is under way then is finished.
   *
   * @throws LeaseLostException if another service leads now
   */
  public void run(Interruption stop) throws StoreException, InterruptedException {
    lock.lock();
    try {
      while (!stop.isRequested() && lost == null) {
        Optional<Entry> next = busy < WORKERS ? next() : Optional.empty();
        if (next.isPresent()) {
          begin(next.get());
        } else {
          changed.await(NAP.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
      while (busy > 0) {
        changed.await();
      }
      if (lost != null) {
        throw lost;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes it look at deployments at once. */
  public void wake(Predicate<DeploymentSettings> which) {
    lock.lock();
    try {
      for (Entry entry : entries.values()) {
        if (which.test(entry.settings)) {
          reconciler.forget(entry.settings);
          entry.due = System.nanoTime();
          entry.isWoken = entry.isBusy;
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Entry> next() {
    long now = System.nanoTime();
    return entries.values().stream()
        .filter(entry -> !entry.isBusy && entry.due - now <= 0)
        .min(Comparator.comparingLong(entry -> entry.due - now));
  }

  private void begin(Entry entry) {
    entry.isBusy = true;
    entry.isWoken = false;
    busy++;
    Thread.ofVirtual().name("deployment " + entry.settings.name()).start(() -> look(entry));
  }

  private void look(Entry entry) {
    Report report = null;
    LeaseLostException ended = null;
    try {
      report = reconciler.reconcile(entry.settings);
    } catch (LeaseLostException e) {
      ended = e;
    } catch (StoreException e) {
      report = new Report(Report.State.UNKNOWN, null, String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      report = new Report(Report.State.UNKNOWN, null, "internal error: " + e, null);
    } finally {
      done(entry, report, ended);
    }
  }

  private void done(Entry entry, @Nullable Report report, @Nullable LeaseLostException ended) {
    if (report != null) {
      listener.looked(entry.settings, report);
    }
    lock.lock();
    try {
      busy--;
      entry.isBusy = false;
      lost = ended == null ? lost : ended;
      long now = System.nanoTime();
      entry.due = entry.isWoken ? now : now + wait(entry.settings, report).toNanos();
      if (report != null && report.state() == Report.State.DEPLOYED) {
        entries.values().stream()
            .filter(other -> other.settings.dependsOn().contains(entry.settings.name()))
            .forEach(other -> other.due = now);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A tenth more or less than the interval, so that repositories are not asked all at once. */
  private Duration wait(DeploymentSettings settings, @Nullable Report report) {
    Duration poll = settings.repository().poll();
    Duration usual =
        poll.plus(Duration.ofMillis((long) (poll.toMillis() * jitter.nextDouble(-0.1, 0.1))));
    Instant again = report == null ? null : report.again();
    Duration sooner = again == null ? usual : Duration.between(Instant.now(), again);
    return sooner.isNegative() ? Duration.ZERO : sooner.compareTo(usual) < 0 ? sooner : usual;
  }
}
