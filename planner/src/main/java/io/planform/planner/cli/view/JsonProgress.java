package io.planform.planner.cli.view;

import io.planform.planner.apply.Work;
import io.planform.planner.plan.address.Address;
import io.planform.planner.render.ProgressText;
import io.planform.planner.render.ProgressText.Verb;
import io.planform.planner.render.json.UiLines;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints lines of JSON when an operation starts and ends, and every ten seconds between. */
final class JsonProgress implements View.Progress {
  private static final long INTERVAL = 10;

  private final UiLines lines;
  private final Map<Operation, Long> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  private record Operation(Address address, Work work) {}

  JsonProgress(UiLines lines) {
    this.lines = lines;
    var _ = clock.scheduleAtFixedRate(this::tick, INTERVAL, INTERVAL, TimeUnit.SECONDS);
  }

  private void tick() {
    long now = System.nanoTime();
    running.forEach(
        (operation, began) -> {
          Duration elapsed = Duration.ofNanos(now - began);
          String message = ProgressText.still(operation.address, verb(operation.work), "", elapsed);
          event("apply_progress", operation.address, operation.work, message)
              .with("elapsed_seconds", elapsed.toSeconds())
              .print();
        });
  }

  /**
   * @param message that begins with the address
   */
  private UiLines.Event event(String type, Address address, Work work, String message) {
    return lines
        .event(type, address, message.substring(address.toString().length()))
        .with("action", work.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void started(Address address, Work work, String objectId) {
    if (work == Work.IMPORT) {
      return;
    }
    running.put(new Operation(address, work), System.nanoTime());
    String message = ProgressText.started(address, verb(work), objectId);
    event("apply_start", address, work, message).id(objectId).print();
  }

  @Override
  public void finished(Address address, Work work, String objectId, Duration took) {
    if (work == Work.IMPORT) {
      return;
    }
    running.remove(new Operation(address, work));
    String id = work == Work.DELETE ? "" : objectId;
    String message = ProgressText.finished(address, verb(work), id, took);
    event("apply_complete", address, work, message)
        .id(id)
        .with("elapsed_seconds", took.toSeconds())
        .print();
  }

  @Override
  public void failed(Address address, Work work) {
    Long began = running.remove(new Operation(address, work));
    Duration took = Duration.ofNanos(began == null ? 0 : System.nanoTime() - began);
    String message = ProgressText.failed(address, verb(work), took);
    event("apply_errored", address, work, message)
        .with("elapsed_seconds", took.toSeconds())
        .print();
  }

  @Override
  public void provisioning(Address address, String provisioner) {
    lines
        .event("provision_start", address, ": Provisioning with '" + provisioner + "'...")
        .with("provisioner", provisioner)
        .print();
  }

  @Override
  public void provisioned(Address address, String provisioner, boolean ok) {
    String end = ok ? "complete" : "errored";
    lines
        .event("provision_" + end, address, ": (" + provisioner + ") Provisioning " + end)
        .with("provisioner", provisioner)
        .print();
  }

  @Override
  public void output(Address address, String provisioner, String line) {
    lines
        .event("provision_progress", address, ": (" + provisioner + "): " + line)
        .with("provisioner", provisioner)
        .with("output", line)
        .print();
  }

  /** As in Terraform, programs are told that what is read is refreshed. */
  private static Verb verb(Work work) {
    return work == Work.READ ? Verb.REFRESH : ProgressLines.verb(work);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
