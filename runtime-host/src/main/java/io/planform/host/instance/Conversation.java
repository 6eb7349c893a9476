package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;
import io.planform.host.engine.EngineInstance;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How the host talks to what runs in an instance. */
sealed interface Conversation permits BootstrapConversation, PortConversation {

  /** Serves a connection that the instance opened to its runtime API. */
  void connected(ByteChannel channel);

  /**
   * Waits until the instance takes requests; else why it never will.
   *
   * @param end completed when the instance ends
   */
  Optional<Reply.Lost> awaitReady(EngineInstance instance, CompletableFuture<Reply.Lost> end);

  /**
   * Runs an event; {@code reply} is completed with what came of it.
   *
   * @param timeout after which {@code reply} is completed by the caller
   * @return whether the function may have seen it
   */
  boolean invoke(Invocation.Event event, Duration timeout, CompletableFuture<Reply> reply);

  /**
   * Has done what the function wants done before it goes; {@code reply} is what came of it, and is
   * completed by the caller when the instance ends by that.
   */
  void stop(EngineInstance instance, CompletableFuture<Reply> reply);

  /** Asks whether the instance is well; {@code reply} is what it says. */
  void beat(CompletableFuture<Reply> reply);

  /**
   * Passes an HTTP request on; {@code reply} is completed with what came of it.
   *
   * @return whether the function may have seen it
   */
  boolean forward(Invocation.HttpRequest request, CompletableFuture<Reply> reply);

  /** Lets go of every connection. */
  void close();
}
