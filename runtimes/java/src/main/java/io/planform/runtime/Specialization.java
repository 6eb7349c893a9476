package io.planform.runtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function that this instance runs, as the host describes it. */
record Specialization(
    String handler,
    @Nullable String initializer,
    int initializerTimeout,
    @Nullable String preStop,
    int timeout,
    int memory,
    double cpu,
    String projectId,
    String packageName,
    String functionName,
    String version,
    Map<String, String> userData,
    Map<String, String> environment,
    String codeRoot,
    String logMarker,
    int concurrency) {

  static Specialization read(String json) {
    if (!(JsonReader.read(json) instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("the specialization is not an object");
    }
    return new Specialization(
        text(members, "handler"),
        optional(members, "initializer"),
        (int) number(members, "initializer_timeout"),
        optional(members, "pre_stop"),
        (int) number(members, "timeout"),
        (int) number(members, "memory"),
        number(members, "cpu"),
        text(members, "project_id"),
        text(members, "package"),
        text(members, "function_name"),
        text(members, "version"),
        texts(members, "user_data"),
        texts(members, "environment"),
        text(members, "code_root"),
        text(members, "log_marker"),
        Math.max(1, (int) number(members, "concurrency")));
  }

  private static Map<String, String> texts(Map<?, ?> members, String name) {
    @SuppressWarnings("unchecked") // bound to exactly this type
    Map<String, String> texts =
        (Map<String, String>) Binding.bind(members.get(name), Map.class, name);
    return texts == null ? Map.of() : texts;
  }

  private static @Nullable String optional(Map<?, ?> members, String name) {
    return members.get(name) instanceof String text && !text.isEmpty() ? text : null;
  }

  private static String text(Map<?, ?> members, String name) {
    return String.valueOf(members.get(name));
  }

  private static double number(Map<?, ?> members, String name) {
    return members.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  /** Without the user's data, which is secret. */
  @Override
  public String toString() {
    return functionName + ":" + version;
  }
}
