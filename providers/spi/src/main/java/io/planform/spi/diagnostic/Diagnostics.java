package io.planform.spi.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects diagnostics while work goes on past the first problem. Safe for use by many threads. */
public final class Diagnostics {
  private final List<Diagnostic> all = new ArrayList<>();
  private boolean errors;

  public synchronized void add(Diagnostic diagnostic) {
    all.add(diagnostic);
    errors |= diagnostic.isError();
  }

  public synchronized void addAll(Collection<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  public synchronized boolean hasErrors() {
    return errors;
  }

  /** In the order they were added. */
  public synchronized List<Diagnostic> toList() {
    return List.copyOf(all);
  }
}
