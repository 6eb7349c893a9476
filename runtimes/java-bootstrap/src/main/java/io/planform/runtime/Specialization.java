package io.planform.runtime;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function that this instance runs, as the host describes it. */
final class Specialization {
  private final Map<?, ?> members;
  private final Map<String, String> userData;
  private final Map<String, String> environment;

  private Specialization(Map<?, ?> members) {
    this.members = members;
    this.userData = texts("user_data");
    this.environment = texts("environment");
  }

  static Specialization read(String json) {
    Object value = JsonReader.read(json);
    if (!(value instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("the specialization is not an object");
    }
    return new Specialization((Map<?, ?>) value);
  }

  String handler() {
    return text("handler");
  }

  @Nullable String initializer() {
    return optional("initializer");
  }

  /** Seconds. */
  int initializerTimeout() {
    return (int) number("initializer_timeout");
  }

  @Nullable String preStop() {
    return optional("pre_stop");
  }

  @Nullable String heartbeat() {
    return optional("heartbeat");
  }

  /** Whether it acts with an agency. */
  boolean hasAgency() {
    return optional("agency") != null;
  }

  /** Whether the function's classes see none of this program's. */
  boolean classIsolation() {
    return Boolean.TRUE.equals(members.get("class_isolation"));
  }

  /** Seconds. */
  int timeout() {
    return (int) number("timeout");
  }

  /** Megabytes. */
  int memory() {
    return (int) number("memory");
  }

  double cpu() {
    return number("cpu");
  }

  String projectId() {
    return text("project_id");
  }

  String packageName() {
    return text("package");
  }

  String functionName() {
    return text("function_name");
  }

  String version() {
    return text("version");
  }

  Map<String, String> userData() {
    return userData;
  }

  Map<String, String> environment() {
    return environment;
  }

  String codeRoot() {
    return text("code_root");
  }

  /** How many requests this instance serves at a time. */
  int concurrency() {
    return Math.max(1, (int) number("concurrency"));
  }

  private Map<String, String> texts(String name) {
    @SuppressWarnings("unchecked") // bound to exactly this type
    Map<String, String> texts =
        (Map<String, String>) Binding.bind(members.get(name), Map.class, name);
    return texts == null ? Collections.emptyMap() : texts;
  }

  private @Nullable String optional(String name) {
    Object value = members.get(name);
    return value instanceof String && !((String) value).isEmpty() ? (String) value : null;
  }

  private String text(String name) {
    return String.valueOf(members.get(name));
  }

  private double number(String name) {
    Object value = members.get(name);
    return value instanceof Number ? ((Number) value).doubleValue() : 0;
  }

  /** Without the user's data, which is secret. */
  @Override
  public String toString() {
    return functionName() + ":" + version();
  }
}
