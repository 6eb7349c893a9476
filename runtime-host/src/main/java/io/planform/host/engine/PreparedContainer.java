package io.planform.host.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A container with an empty slot for code, and a relay for the listener to come. */
final class PreparedContainer implements PreparedInstance {
  private static final long LONGEST_BOOT_MILLIS = 30_000;

  private final DockerInstance instance;
  private final ListenerRelay relay;
  private final CodeSlots.Slot slot;
  private final AtomicBoolean taken = new AtomicBoolean();

  PreparedContainer(DockerInstance instance, ListenerRelay relay, CodeSlots.Slot slot) {
    this.instance = instance;
    this.relay = relay;
    this.slot = slot;
  }

  /**
   * @throws EngineException when its bootstrap never asks what it is to run; then it is gone
   */
  void awaitBooted() {
    boolean booted = false;
    try {
      booted = relay.awaitBooted(LONGEST_BOOT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!booted) {
      close();
      throw new EngineException("The bootstrap of " + instance.id() + " does not start");
    }
  }

  @Override
  public boolean usable() {
    return !relay.hasExited() && !instance.isClosed();
  }

  @Override
  public EngineInstance adopt(
      Path code,
      Map<String, String> variables,
      List<Service> services,
      int connections,
      InstanceListener listener) {
    if (!taken.compareAndSet(false, true)) {
      throw new IllegalStateException("It has a function, or is gone");
    }
    try {
      slot.fill(code);
      instance.tell(variables);
      instance.offer(services);
    } catch (IOException e) {
      instance.close();
      throw new EngineException("A prepared instance cannot be given code: " + e.getMessage(), e);
    }
    instance.admit(connections);
    relay.attach(listener);
    return instance;
  }

  @Override
  public void close() {
    if (taken.compareAndSet(false, true)) {
      instance.close();
    }
  }
}
