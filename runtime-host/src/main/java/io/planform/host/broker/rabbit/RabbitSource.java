package io.planform.host.broker.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.planform.host.broker.Batches;
import io.planform.host.broker.TrustedCertificates;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.TriggerSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Consumes a durable queue of the trigger's own, bound to its exchange. Messages are acknowledged
 * after their events are durable; what a connection leaves unacknowledged comes again.
 */
final class RabbitSource implements TriggerSource {
  /** The queue goes when nobody has consumed it for so long: its trigger is gone, or forgotten. */
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final int HEARTBEAT_SECONDS = 15;

  private final RabbitSettings settings;
  private final RabbitEvents form;
  private final Delivery delivery;
  private final Connection connection;
  private final Channel channel;
  private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();

  /** Why there will be no more messages. */
  private volatile @Nullable String ended;

  private RabbitSource(
      RabbitSettings settings, RabbitEvents form, Delivery delivery, Connection connection)
      throws IOException {
    this.settings = settings;
    this.form = form;
    this.delivery = delivery;
    this.connection = connection;
    this.channel = connection.createChannel();
  }

  /** Connects and begins to consume. */
  static RabbitSource open(
      RabbitSettings settings,
      String queue,
      TrustedCertificates certificates,
      RabbitEvents form,
      Delivery delivery)
      throws SourceException {
    Connection connection = connect(settings, queue, certificates);
    boolean opened = false;
    try {
      RabbitSource source = new RabbitSource(settings, form, delivery, connection);
      source.consume(queue);
      opened = true;
      return source;
    } catch (IOException | AlreadyClosedException e) {
      throw failed(settings, e);
    } finally {
      if (!opened) {
        connection.abort();
      }
    }
  }

  private static Connection connect(
      RabbitSettings settings, String name, TrustedCertificates certificates)
      throws SourceException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setVirtualHost(settings.vhost());
    factory.setUsername(settings.user().isEmpty() ? "guest" : settings.user());
    factory.setPassword(settings.password());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    factory.setConnectionTimeout((int) LONGEST_ANSWER.toMillis());
    factory.setThreadFactory(Thread.ofVirtual().name(name).factory());
    if (settings.tls()) {
      factory.useSslProtocol(certificates.context());
      factory.enableHostnameVerification();
    }
    List<com.rabbitmq.client.Address> addresses =
        settings.addresses().stream()
            .map(each -> new com.rabbitmq.client.Address(each.host(), each.port()))
            .toList();
    try {
      return factory.newConnection(addresses, name);
    } catch (PossibleAuthenticationFailureException e) {
      throw new SourceException(
          "The RabbitMQ at %s refuses the user or password.".formatted(settings.at()), e);
    } catch (IOException | TimeoutException e) {
      throw failed(settings, e);
    }
  }

  private void consume(String queue) throws IOException {
    channel.exchangeDeclarePassive(settings.exchange());
    channel.queueDeclare(queue, true, false, false, Map.of("x-expires", FORGOTTEN.toMillis()));
    channel.queueBind(queue, settings.exchange(), settings.routingKey());
    channel.basicQos(2 * settings.batchSize());
    channel.basicConsume(
        queue,
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            arrived.add(new Message(envelope.getDeliveryTag(), body));
          }

          @Override
          public void handleCancel(String consumer) {
            ended = "its queue was deleted";
          }

          @Override
          public void handleShutdownSignal(String consumer, ShutdownSignalException signal) {
            ended = reason(signal);
          }
        });
  }

  @Override
  public void run() throws SourceException, InterruptedException {
    while (true) {
      Message first = arrived.poll(1, TimeUnit.SECONDS);
      String end = ended;
      if (end != null) {
        throw new SourceException(
            "The RabbitMQ at %s has ended the connection: %s".formatted(settings.at(), end));
      }
      if (first != null) {
        List<Message> messages = new ArrayList<>(List.of(first));
        arrived.drainTo(messages);
        handOver(messages);
      }
    }
  }

  private void handOver(List<Message> messages) throws SourceException, InterruptedException {
    List<Delivery.Event> events = Batches.cut(messages, settings.batchSize(), form);
    if (!events.isEmpty()) {
      delivery.deliver(events);
    }
    try {
      acknowledge(messages);
    } catch (IOException | AlreadyClosedException e) {
      throw failed(settings, e);
    }
  }

  private void acknowledge(List<Message> messages) throws IOException {
    long last = 0;
    for (Message message : messages) {
      if (message.isRefused()) {
        channel.basicReject(message.tag(), false);
      } else {
        last = message.tag();
      }
    }
    if (last != 0) {
      channel.basicAck(last, true);
    }
  }

  private static SourceException failed(RabbitSettings settings, Exception e) {
    String at = settings.at();
    ShutdownSignalException signal = signal(e);
    if (signal != null) {
      return new SourceException("The RabbitMQ at %s says: %s".formatted(at, reason(signal)), e);
    }
    return new SourceException(
        "No RabbitMQ answers at %s: %s".formatted(at, innermost(e).getMessage()), e);
  }

  private static @Nullable ShutdownSignalException signal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ShutdownSignalException signal) {
        return signal;
      }
    }
    return null;
  }

  /** What the broker said, such as {@code NOT_FOUND - no exchange 'x' in vhost '/'}. */
  private static String reason(ShutdownSignalException signal) {
    return switch (signal.getReason()) {
      case AMQP.Channel.Close close -> close.getReplyText();
      case AMQP.Connection.Close close -> close.getReplyText();
      case null, default -> String.valueOf(innermost(signal).getMessage());
    };
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
    connection.abort((int) Duration.ofSeconds(2).toMillis());
  }
}
