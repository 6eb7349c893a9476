package io.planform.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one stream of events of all containers of a home. Any end of it, which a restart of the
 * engine causes without a word, leads to a new subscription and then to a review of what may have
 * been missed.
 */
final class DockerEvents implements AutoCloseable {

  /** Who wants to know. */
  interface Subscriber {
    void died(String container, int code);

    void memoryRanOut(String container);

    /** Events may have been missed. */
    void resumed();
  }

  private static final Logger LOG = LoggerFactory.getLogger(DockerEvents.class);
  private static final long PAUSE_MILLIS = 500;

  private final DockerClient docker;
  private final Home home;
  private final Subscriber subscriber;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Receiver stream;

  private DockerEvents(DockerClient docker, Home home, Subscriber subscriber) {
    this.docker = docker;
    this.home = home;
    this.subscriber = subscriber;
    this.stream = open();
    this.thread = Thread.ofPlatform().name("engine-events").daemon().unstarted(this::follow);
  }

  /**
   * Subscribes; returns when events come in.
   *
   * @throws EngineException when the engine gives none
   */
  static DockerEvents subscribe(DockerClient docker, Home home, Subscriber subscriber)
      throws InterruptedException {
    var events = new DockerEvents(docker, home, subscriber);
    if (!events.stream.begins()) {
      throw new EngineException("The container engine does not tell its events");
    }
    events.thread.start();
    return events;
  }

  private Receiver open() {
    return docker
        .eventsCmd()
        .withEventTypeFilter(EventType.CONTAINER)
        .withEventFilter("die", "oom")
        .withLabelFilter(Map.of(Home.LABEL, home.hash()))
        .exec(new Receiver());
  }

  private void follow() {
    while (!closed) {
      try {
        stream.awaitCompletion();
        if (closed) {
          return;
        }
        if (stream.begins()) {
          LOG.warn("the container engine's events ended; subscribing again");
        }
        Thread.sleep(PAUSE_MILLIS);
        stream = open();
        if (stream.begins()) {
          subscriber.resumed();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("the container engine does not answer: {}", e.getMessage());
      }
    }
  }

  private final class Receiver extends EngineStream<Event> {
    @Override
    public void onNext(Event event) {
      String container = event.getId();
      if ("oom".equals(event.getStatus())) {
        subscriber.memoryRanOut(container);
      } else if ("die".equals(event.getStatus())) {
        String code = event.getActor().getAttributes().getOrDefault("exitCode", "137");
        subscriber.died(container, Integer.parseInt(code));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      stream.close();
    } catch (IOException e) {
      // It had ended by itself.
    }
  }
}
