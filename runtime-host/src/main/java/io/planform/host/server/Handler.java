package io.planform.host.server;

/** Answers requests. Refusals are {@link ApiException}s; the listener's boundary renders them. */
@FunctionalInterface
public interface Handler {
  Response handle(Request request);
}
