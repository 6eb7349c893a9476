package io.planform.host.dispatch;

import java.util.Optional;

/**
 * One instance of one function revision, as the dispatcher sees it. All methods may be called from
 * any thread.
 */
public interface FunctionInstance {

  /** Hears of one instance; called on threads that hold no lock but for one that kills it. */
  interface Listener {
    /** A slot became free. */
    void released(FunctionInstance instance);

    /** It takes no more requests, and its removal has begun. Called exactly once. */
    void ended(FunctionInstance instance);

    /**
     * It is gone and what it held of the machine is given back. Called exactly once, after {@link
     * #ended}.
     */
    void gone(FunctionInstance instance);
  }

  /**
   * Starts it and returns when it can take requests, or why it never will; then it is gone.
   *
   * @param starts a gate that holds back the engine's part of it
   */
  Optional<Invocation.Failed> start(StartGate starts);

  /** Whether it could take requests and has none. */
  boolean isIdle();

  /** Takes a free slot; false when there is none, or when it takes no more requests. */
  boolean reserve();

  /** Runs one event in a slot that was reserved, and gives the slot back. */
  Invocation.Result invoke(Invocation.Event event, boolean coldStart);

  /** Passes one request on in a slot that was reserved, and gives the slot back. */
  Invocation.HttpResult forward(Invocation.HttpRequest request, boolean coldStart);

  /** Takes no more requests and goes when the running ones are done. */
  void drain();

  /** Goes only if nothing runs on it now. */
  boolean retireIfIdle();

  /** Goes at once, whatever runs on it. */
  void kill(String reason);
}
