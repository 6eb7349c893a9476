package io.planform.planner.cli.view;

import io.planform.planner.apply.Work;
import io.planform.planner.cli.shell.Terminal;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.EphemeralListener;
import io.planform.planner.render.ProgressText;
import io.planform.planner.render.ProgressTree;
import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * What is under way, drawn anew some times a second below the lines of what is done. Whatever else
 * is printed meanwhile goes through {@link #aside}.
 */
final class LiveProgress implements View.Progress {
  private static final long FRAME_MILLIS = 100;
  private static final String RESIZED = "WINCH";

  private final Palette palette;
  private final LiveRegion region;
  private final Supplier<ScreenSize> screen;
  private final LongSupplier nanos;
  private final long began;
  private final int total;
  private final Map<Running, Long> running = new LinkedHashMap<>();
  private final List<String> above = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private @Nullable Object formerResize;
  private ScreenSize size;
  private int done;
  private int failed;
  private boolean ended;

  private record Running(Address address, Work work) {}

  /** Draws nothing by itself. */
  LiveProgress(Terminal terminal, int total, Supplier<ScreenSize> screen, LongSupplier nanos) {
    this.palette = terminal.palette();
    this.region = new LiveRegion(terminal.out());
    this.screen = screen;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.total = total;
    this.size = screen.get();
  }

  /**
   * @param total operations of the apply
   */
  static LiveProgress start(Terminal terminal, int total) {
    LiveProgress progress = new LiveProgress(terminal, total, ScreenSize::now, System::nanoTime);
    progress.formerResize = Signals.register(RESIZED, progress::resized);
    var _ =
        progress.clock.scheduleWithFixedDelay(
            progress::draw, FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
    return progress;
  }

  synchronized void resized() {
    size = screen.get();
  }

  synchronized void draw() {
    if (ended) {
      return;
    }
    long now = nanos.getAsLong();
    List<ProgressTree.Running> under = new ArrayList<>();
    running.forEach(
        (each, since) ->
            under.add(
                new ProgressTree.Running(
                    each.address, ProgressLines.verb(each.work), Duration.ofNanos(now - since))));
    ProgressTree tree = new ProgressTree(palette, size.columns(), size.rows());
    region.show(
        above,
        tree.lines(
            under, new ProgressTree.Count(done, failed, total, Duration.ofNanos(now - began))),
        size.columns());
    above.clear();
  }

  @Override
  public synchronized void aside(Runnable telling) {
    flush();
    telling.run();
    draw();
  }

  /** Leaves only what stays. */
  private void flush() {
    if (!above.isEmpty()) {
      region.show(above, List.of(), size.columns());
      above.clear();
    }
    region.clear(size.columns());
  }

  private synchronized void stays(Ink ink, String line) {
    above.add(palette.paint(ink, line));
  }

  @Override
  public synchronized void started(Address address, Work work, String objectId) {
    running.put(new Running(address, work), nanos.getAsLong());
  }

  @Override
  public synchronized void finished(Address address, Work work, String objectId, Duration took) {
    running.remove(new Running(address, work));
    done++;
    stays(Ink.STRONG, ProgressText.finished(address, ProgressLines.verb(work), objectId, took));
  }

  @Override
  public synchronized void failed(Address address, Work work) {
    Long since = running.remove(new Running(address, work));
    failed++;
    Duration took = Duration.ofNanos(since == null ? 0 : nanos.getAsLong() - since);
    stays(Ink.ERROR, ProgressText.failed(address, ProgressLines.verb(work), took));
  }

  @Override
  public void provisioning(Address address, String provisioner) {
    output(address, provisioner, "Provisioning");
  }

  @Override
  public void provisioned(Address address, String provisioner, boolean ok) {}

  @Override
  public synchronized void output(Address address, String provisioner, String line) {
    above.add(ProgressText.output(address, provisioner, line));
  }

  @Override
  public void began(Address address, EphemeralListener.Step step) {}

  @Override
  public void ended(Address address, EphemeralListener.Step step, Duration took) {
    stays(Ink.STRONG, ProgressText.finished(address, ProgressLines.verb(step), "", took));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    if (formerResize != null) {
      Signals.unregister(RESIZED, formerResize);
    }
    synchronized (this) {
      flush();
      ended = true;
    }
  }
}
