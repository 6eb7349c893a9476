package io.planform.host.metric;

import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samples that are not in the database: summed up in memory, and one by one in journals that
 * outlive the process. Safe for use by many threads.
 */
final class Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

  /** Journals that wait for a database that fails; the oldest are given up then. */
  private static final int MOST = 16;

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();

  /** The oldest first; the last one is added to. */
  private final Deque<Epoch> epochs = new ArrayDeque<>();

  private long nextNumber;

  private Backlog(Path folder, long nextNumber) {
    this.folder = folder;
    this.nextNumber = nextNumber;
    epochs.add(newEpoch());
  }

  /** What one journal holds, summed up, and whose it is. */
  record Epoch(
      long number,
      @Nullable Journal journal,
      Map<Cell, Totals> totals,
      Map<Integer, Series> owners) {
    private static Epoch of(long number, @Nullable Journal journal) {
      return new Epoch(number, journal, new HashMap<>(), new HashMap<>());
    }

    private void add(Sample sample) {
      totals.computeIfAbsent(Cell.of(sample), _ -> new Totals()).add(sample);
    }
  }

  /**
   * Opens a folder of journals.
   *
   * @param stored the number of the last journal that is in the database
   * @param store brings to the database what an earlier process could not
   */
  static Backlog open(Path folder, long stored, Consumer<Epoch> store) throws IOException {
    PrivateFolder.create(folder);
    List<Path> journals;
    try (Stream<Path> files = Files.list(folder)) {
      journals =
          files.filter(Journal::isOne).sorted(Comparator.comparing(Journal::numberOf)).toList();
    }
    long last = stored;
    for (Path file : journals) {
      long number = Journal.numberOf(file);
      last = Math.max(last, number);
      if (number > stored) {
        Epoch epoch = Epoch.of(number, null);
        Journal.replay(file, epoch::add);
        store.accept(epoch);
      }
      Files.delete(file);
    }
    return new Backlog(folder, last + 1);
  }

  private Epoch newEpoch() {
    long number = nextNumber++;
    try {
      return Epoch.of(number, Journal.create(folder, number));
    } catch (IOException e) {
      LOG.warn("metrics of the next minute would not outlive a crash: {}", e.toString());
      return Epoch.of(number, null);
    }
  }

  /**
   * Adds a sample.
   *
   * @return whether a journal is full, so that it is time to store it
   */
  boolean add(Series owner, Sample sample) {
    lock.lock();
    try {
      Journal journal = epochs.getLast().journal();
      boolean full = journal != null && !journal.add(sample);
      if (full) {
        epochs.add(newEpoch());
        Journal next = epochs.getLast().journal();
        if (next != null) {
          next.add(sample);
        }
      }
      epochs.getLast().owners().put(owner.number(), owner);
      epochs.getLast().add(sample);
      return full;
    } finally {
      lock.unlock();
    }
  }

  /** What is to be stored, in this order; samples from now on go elsewhere. */
  List<Epoch> toStore() {
    lock.lock();
    try {
      boolean waits = epochs.size() > 1;
      if (!waits && epochs.getLast().totals().isEmpty()) {
        return List.of();
      }
      if (!waits) {
        epochs.add(newEpoch());
      }
      while (epochs.size() > MOST) {
        LOG.warn("metrics are lost: the database has failed for too long");
        delete(epochs.removeFirst());
      }
      List<Epoch> all = new ArrayList<>(epochs);
      all.removeLast();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** It is in the database. */
  void stored(Epoch epoch) {
    lock.lock();
    try {
      epochs.remove(epoch);
    } finally {
      lock.unlock();
    }
    delete(epoch);
  }

  private static void delete(Epoch epoch) {
    try {
      if (epoch.journal() != null) {
        epoch.journal().delete();
      }
    } catch (IOException e) {
      LOG.warn("a journal of metrics cannot be deleted: {}", e.toString());
    }
  }

  /** As {@link MetricTable#find}, of what is not there. */
  List<MetricTable.Row> find(Scope scope, Span span, long from, long before) {
    List<MetricTable.Row> rows = new ArrayList<>();
    lock.lock();
    try {
      for (Epoch epoch : epochs) {
        epoch
            .totals()
            .forEach(
                (cell, totals) -> {
                  Series of = epoch.owners().get(cell.series());
                  long start = span.start(cell.second());
                  if (of != null && scope.includes(of) && start >= from && start < before) {
                    Totals copy = new Totals();
                    copy.add(totals);
                    rows.add(new MetricTable.Row(of.urn(), cell.series(), start, copy));
                  }
                });
      }
    } finally {
      lock.unlock();
    }
    return rows;
  }
}
