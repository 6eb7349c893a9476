package io.planform.host.api;

/** Where APIs are published; callers choose one by its name. */
public record Environment(String id, String name) {
  /** The environment that is everywhere, and that callers get who choose none. */
  public static final Environment RELEASE =
      new Environment("DEFAULT_ENVIRONMENT_RELEASE_ID", "RELEASE");

  public boolean isRelease() {
    return id.equals(RELEASE.id);
  }
}
