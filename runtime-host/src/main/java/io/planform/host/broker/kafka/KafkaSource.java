package io.planform.host.broker.kafka;

import io.planform.host.broker.Batches;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.TriggerSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Consumes a trigger's topics. Offsets are committed after the events are durable; messages that
 * were handed over and not committed come again, as the same events mostly.
 */
final class KafkaSource implements TriggerSource {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** While the function has no room for more. */
  private static final Duration SHORT_POLL = Duration.ofMillis(50);

  /** After so long without messages it is looked whether there still is a broker. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

  private final KafkaSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final StartPositions positions;
  private final KafkaEvents form;
  private final Delivery delivery;
  private long heardAt = System.nanoTime();

  private KafkaSource(
      KafkaSettings settings,
      Consumer<byte[], byte[]> consumer,
      Instant since,
      KafkaEvents form,
      Delivery delivery) {
    this.settings = settings;
    this.consumer = consumer;
    this.positions = new StartPositions(consumer, since, LONGEST_ANSWER);
    this.form = form;
    this.delivery = delivery;
  }

  /**
   * Connects, and looks whether the topics are there.
   *
   * @param since messages before that are none of the trigger's
   */
  static KafkaSource open(
      KafkaSettings settings,
      Map<String, Object> properties,
      Instant since,
      KafkaEvents form,
      Delivery delivery)
      throws SourceException, InterruptedException {
    KafkaSource source;
    try {
      source = new KafkaSource(settings, new KafkaConsumer<>(properties), since, form, delivery);
    } catch (KafkaException e) {
      throw failed(settings, e);
    }
    boolean opened = false;
    try {
      source.subscribe();
      opened = true;
      return source;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  private void subscribe() throws SourceException, InterruptedException {
    try {
      checkTopics();
      consumer.subscribe(settings.topics(), positions);
    } catch (InterruptException e) {
      throw interrupted();
    } catch (KafkaException e) {
      throw failed(settings, e);
    }
  }

  private void checkTopics() throws SourceException {
    for (String topic : settings.topics()) {
      if (consumer.partitionsFor(topic, LONGEST_ANSWER).isEmpty()) {
        throw new SourceException(
            "The Kafka at %s has no topic %s.".formatted(settings.bootstrap(), topic));
      }
    }
  }

  @Override
  public void run() throws SourceException, InterruptedException {
    try {
      while (true) {
        step();
      }
    } catch (InterruptException e) {
      throw interrupted();
    } catch (KafkaException e) {
      throw failed(settings, e);
    }
  }

  /** Polls whether there is room or not: the group's other members wait for that. */
  private void step() throws SourceException {
    boolean room = delivery.hasRoom();
    if (room) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    ConsumerRecords<byte[], byte[]> records = poll(room ? POLL : SHORT_POLL);
    if (!records.isEmpty()) {
      handOver(records);
      heardAt = System.nanoTime();
    } else if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
      checkBroker();
      heardAt = System.nanoTime();
    }
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(longest);
      positions.keep();
      return records;
    } catch (OffsetOutOfRangeException e) {
      positions.begin(e.offsetOutOfRangePartitions()).forEach(delivery::discard);
      return ConsumerRecords.empty();
    }
  }

  private void handOver(ConsumerRecords<byte[], byte[]> records) throws SourceException {
    List<Delivery.Event> events = new ArrayList<>();
    for (String topic : settings.topics()) {
      events.addAll(Batches.cut(records.records(topic), settings.batchSize(), form));
    }
    if (!events.isEmpty()) {
      delivery.deliverNow(events);
    }
    try {
      consumer.commitSync(records.nextOffsets(), LONGEST_ANSWER);
    } catch (RebalanceInProgressException e) {
      // The group's next poll settles who has the partitions; what was not committed comes again.
    }
  }

  /** A poll says nothing of a broker that is gone or a topic that was deleted. */
  private void checkBroker() throws SourceException {
    checkTopics();
    consumer.endOffsets(consumer.assignment(), LONGEST_ANSWER);
  }

  /** The interrupt has been heard: what is to be closed then still may wait. */
  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException();
  }

  /** Messages of Kafka's client name hosts, topics and users, not passwords. */
  private static SourceException failed(KafkaSettings settings, KafkaException e) {
    String at = settings.bootstrap();
    String message =
        switch (e) {
          case TimeoutException _ -> "No Kafka broker answers at %s.".formatted(at);
          case SslAuthenticationException _ ->
              "TLS with the Kafka at %s failed: %s".formatted(at, innermost(e).getMessage());
          case AuthenticationException _ when settings.user().isEmpty() ->
              "The Kafka at %s wants a user: %s".formatted(at, e.getMessage());
          case AuthenticationException _ ->
              "The Kafka at %s refuses the user %s: %s"
                  .formatted(at, settings.user(), e.getMessage());
          case AuthorizationException _ ->
              "The Kafka at %s does not permit that: %s".formatted(at, e.getMessage());
          default ->
              "Consuming from the Kafka at %s failed: %s".formatted(at, innermost(e).getMessage());
        };
    return new SourceException(message, e);
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(LONGEST_FAREWELL));
    } catch (KafkaException e) {
      // It goes all the same; the broker forgets it when its heartbeat stops.
    }
  }
}
