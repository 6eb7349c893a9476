package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Body;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.EphemeralListener.Step;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ephemeral objects that are open, renewed until they are closed. For use by many threads. */
final class EphemeralObjects {
  private final EphemeralListener listener;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Diagnostics failures = new Diagnostics();
  private @Nullable ScheduledExecutorService clock;

  EphemeralObjects(EphemeralListener listener) {
    this.listener = listener;
  }

  private record Open(Address address, ProviderSession session, String handle, Body body) {
    String type() {
      return address.type();
    }
  }

  /**
   * @param configuration bare and wholly known
   * @return null, with diagnostics that say why, if there is no object
   */
  Value.@Nullable Obj open(
      Address address,
      ProviderSession session,
      Value.Obj configuration,
      Body body,
      Diagnostics diagnostics) {
    long began = System.nanoTime();
    listener.began(address, Step.OPEN);
    ProviderSession.Opened opened = session.openEphemeral(address.type(), configuration);
    opened.diagnostics().forEach(found -> diagnostics.add(Evaluation.located(found, body)));
    Value.Obj value = opened.value();
    if (value == null) {
      return null;
    }
    listener.ended(address, Step.OPEN, since(began));
    Open object = new Open(address, session, opened.handle(), body);
    synchronized (this) {
      open.push(object);
    }
    schedule(object, opened.renewAt());
    return value;
  }

  private synchronized void schedule(Open object, @Nullable Instant renewAt) {
    if (renewAt == null || !open.contains(object)) {
      return;
    }
    if (clock == null) {
      clock = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    }
    long wait = Math.max(0, Duration.between(Instant.now(), renewAt).toMillis());
    var _ = clock.schedule(() -> renew(object), wait, TimeUnit.MILLISECONDS);
  }

  private void renew(Open object) {
    long began = System.nanoTime();
    listener.began(object.address, Step.RENEW);
    ProviderSession.Renewed renewed = object.session.renewEphemeral(object.type(), object.handle);
    renewed.diagnostics().forEach(found -> failures.add(Evaluation.located(found, object.body)));
    listener.ended(object.address, Step.RENEW, since(began));
    schedule(object, renewed.renewAt());
  }

  /** Closes all that is open, what was opened last first: it may rest on the others. */
  void close(Diagnostics diagnostics) {
    for (Open object : taken()) {
      long began = System.nanoTime();
      listener.began(object.address, Step.CLOSE);
      for (Diagnostic found : object.session.closeEphemeral(object.type(), object.handle)) {
        diagnostics.add(Evaluation.located(found, object.body));
      }
      listener.ended(object.address, Step.CLOSE, since(began));
    }
    diagnostics.addAll(failures.toList());
  }

  /** Nothing is open and nothing is renewed any more afterwards. */
  private List<Open> taken() {
    ScheduledExecutorService ending;
    List<Open> all;
    synchronized (this) {
      ending = clock;
      clock = null;
      all = new ArrayList<>(open);
      open.clear();
    }
    if (ending != null) {
      ending.shutdownNow();
      ending.close();
    }
    return all;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
