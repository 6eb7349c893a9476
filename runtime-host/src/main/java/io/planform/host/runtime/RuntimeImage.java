package io.planform.host.runtime;

/**
 * An image and how the host talks to what runs in it.
 *
 * @param reference as the engine knows it: {@code planform/runtime-node18:2f0c…}
 */
public record RuntimeImage(String reference, Protocol protocol) {

  /** Who speaks first, and what. */
  public enum Protocol {
    /** Our bootstrap: specialization, readiness, then the request loop, on the runtime API. */
    MANAGED,
    /** The user's bootstrap: the request loop only; its first poll means that it is ready. */
    CUSTOM,
    /** The user's bootstrap serves port 8000. */
    HTTP,
    /**
     * The user's image serves port 8000: events are posted to {@code /invoke}, the initializer is
     * {@code /init}.
     */
    IMAGE
  }
}
