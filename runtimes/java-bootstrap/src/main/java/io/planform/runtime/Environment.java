package io.planform.runtime;

import java.lang.reflect.Field;
import java.util.Map;

/**
 * The variables of this process. Java offers no way to change them, but the process may have been
 * started before anybody knew its function; the jar's manifest opens what that takes.
 */
final class Environment {
  private Environment() {}

  /** Sets the variables for {@code System.getenv} and for processes that are started. */
  @SuppressWarnings("unchecked") // the map behind the unmodifiable one that getenv gives
  static void putAll(Map<String, String> variables) throws ReflectiveOperationException {
    Map<String, String> shown = System.getenv();
    if (shown.entrySet().containsAll(variables.entrySet())) {
      return;
    }
    Field inner = shown.getClass().getDeclaredField("m");
    inner.setAccessible(true);
    ((Map<String, String>) inner.get(shown)).putAll(variables);
  }
}
