package io.planform.planner.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A module in the tree of calls, whatever {@code count} or {@code for_each} its calls have: the
 * names of the calls that lead to it from the root.
 */
public record ModulePath(List<String> calls) {
  public static final ModulePath ROOT = new ModulePath(List.of());

  public ModulePath {
    calls = List.copyOf(calls);
  }

  public boolean isRoot() {
    return calls.isEmpty();
  }

  public ModulePath child(String call) {
    List<String> longer = new ArrayList<>(calls);
    longer.add(call);
    return new ModulePath(longer);
  }

  /** Of the module that has the last call; not for the root. */
  public ModulePath parent() {
    return new ModulePath(calls.subList(0, calls.size() - 1));
  }

  /** The name of the last call; not for the root. */
  public String name() {
    return calls.getLast();
  }

  /** Whether this is the module or one that it calls, directly or not. */
  public boolean isWithin(ModulePath module) {
    return calls.size() >= module.calls.size()
        && calls.subList(0, module.calls.size()).equals(module.calls);
  }

  /** A name of something in this module, as it is said from the root. */
  public String qualify(String name) {
    return isRoot() ? name : this + "." + name;
  }

  /** {@code module.a.module.b}; empty for the root. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String call : calls) {
      text.append(text.isEmpty() ? "" : ".").append("module.").append(call);
    }
    return text.toString();
  }
}
