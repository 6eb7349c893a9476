package io.planform.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells those who came after the catalogue of functions what was deleted from it. */
final class Deletions {
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param listener gets the ids of functions that are gone, or a version of which is
   */
  void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  void deleted(String functionId) {
    listeners.forEach(listener -> listener.accept(functionId));
  }
}
