package io.planform.host.engine;

import io.planform.host.network.Namespaces;
import io.planform.host.network.NetworkNamespace;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network holders: as many as there were starts at once, used again and again. */
final class Holders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Holders.class);

  private final Supplier<Holder> make;
  private final NetworkNamespace nowhere;
  private final BlockingDeque<Holder> free = new LinkedBlockingDeque<>();
  private final Set<Holder> all = ConcurrentHashMap.newKeySet();

  private Holders(Supplier<Holder> make, NetworkNamespace nowhere) {
    this.make = make;
    this.nowhere = nowhere;
  }

  static Holders open(Supplier<Holder> make, Namespaces networks) {
    try {
      return new Holders(make, networks.secluded());
    } catch (IOException e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Does the work, a start, while a holder is in the network. */
  void within(NetworkNamespace network, Consumer<Holder> work) {
    Holder holder = take(network);
    try {
      work.accept(holder);
    } finally {
      holder.order(nowhere);
      free.addFirst(holder);
    }
  }

  private Holder take(NetworkNamespace network) {
    @Nullable Holder known = free.poll();
    while (known != null && !known.enter(network)) {
      LOG.info("a network holder is gone; another takes its place");
      discard(known);
      known = free.poll();
    }
    return known == null ? another(network) : known;
  }

  private Holder another(NetworkNamespace network) {
    Holder made = make.get();
    all.add(made);
    if (!made.enter(network)) {
      discard(made);
      throw new EngineException(
          "The network holder does not enter the network of an instance; its image may be damaged:"
              + " rebuild it with planform host images");
    }
    return made;
  }

  private void discard(Holder holder) {
    all.remove(holder);
    holder.close();
  }

  /** No start may go on. */
  @Override
  public void close() {
    all.forEach(this::discard);
    nowhere.close();
  }
}
