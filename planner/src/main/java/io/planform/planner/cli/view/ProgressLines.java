package io.planform.planner.cli.view;

import io.planform.planner.apply.Work;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.EphemeralListener;
import io.planform.planner.render.ProgressText;
import io.planform.planner.render.ProgressText.Verb;
import io.planform.planner.render.text.Palette.Ink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints a line when an operation starts and ends, and every ten seconds between. */
final class ProgressLines implements View.Progress {
  private static final long INTERVAL = 10;

  private final Shell shell;
  private final Map<Running, Long> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  private record Running(Address address, Work work, String objectId) {}

  ProgressLines(Shell shell) {
    this.shell = shell;
    var _ = clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  static PlanListener refreshing(Shell shell) {
    return new PlanListener() {
      @Override
      public void refreshing(Address address, String objectId) {
        shell.out().println(ProgressText.refreshing(address, objectId));
      }

      @Override
      public void reading(Address address) {
        shell.out().println(ProgressText.started(address, Verb.READ, ""));
      }

      @Override
      public void read(Address address, String objectId, Duration took) {
        shell.out().println(ProgressText.finished(address, Verb.READ, objectId, took));
      }

      @Override
      public void began(Address address, Step step) {
        shell.out().println(ProgressText.started(address, verb(step), ""));
      }

      @Override
      public void ended(Address address, Step step, Duration took) {
        shell.out().println(ProgressText.finished(address, verb(step), "", took));
      }
    };
  }

  private void tick() {
    long now = System.nanoTime();
    running.forEach(
        (each, began) -> {
          long seconds = TimeUnit.NANOSECONDS.toSeconds(now - began);
          if (seconds > 0 && seconds % INTERVAL == 0) {
            print(
                ProgressText.still(
                    each.address, verb(each.work), each.objectId, Duration.ofSeconds(seconds)));
          }
        });
  }

  private void print(String line) {
    shell.out().println(shell.terminal().palette().paint(Ink.STRONG, line));
  }

  @Override
  public void started(Address address, Work work, String objectId) {
    running.put(new Running(address, work, objectId), System.nanoTime());
    print(ProgressText.started(address, verb(work), objectId));
  }

  @Override
  public void finished(Address address, Work work, String objectId, Duration took) {
    forget(address, work);
    print(ProgressText.finished(address, verb(work), objectId, took));
  }

  @Override
  public void failed(Address address, Work work) {
    forget(address, work);
  }

  @Override
  public void provisioning(Address address, String provisioner) {
    output(address, provisioner, "Provisioning");
  }

  @Override
  public void provisioned(Address address, String provisioner, boolean ok) {}

  @Override
  public void output(Address address, String provisioner, String line) {
    shell.out().println(ProgressText.output(address, provisioner, line));
  }

  @Override
  public void began(Address address, Step step) {
    print(ProgressText.started(address, verb(step), ""));
  }

  @Override
  public void ended(Address address, Step step, Duration took) {
    print(ProgressText.finished(address, verb(step), "", took));
  }

  private void forget(Address address, Work work) {
    running.keySet().removeIf(each -> each.address.equals(address) && each.work == work);
  }

  static Verb verb(Work work) {
    return switch (work) {
      case CREATE -> Verb.CREATE;
      case UPDATE -> Verb.UPDATE;
      case DELETE -> Verb.DELETE;
      case READ -> Verb.READ;
      case IMPORT -> Verb.IMPORT;
    };
  }

  static Verb verb(EphemeralListener.Step step) {
    return switch (step) {
      case OPEN -> Verb.OPEN;
      case RENEW -> Verb.RENEW;
      case CLOSE -> Verb.CLOSE;
    };
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
