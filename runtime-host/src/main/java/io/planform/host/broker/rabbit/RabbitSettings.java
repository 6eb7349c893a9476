package io.planform.host.broker.rabbit;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.broker.Addresses;
import io.planform.host.server.ApiException;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.TriggerSettings;
import java.util.List;
import java.util.Set;

/**
 * An exchange of RabbitMQ.
 *
 * @param instance as events name it
 * @param routingKey by which the trigger's queue is bound to the exchange
 * @param batchSize of messages in an event
 */
record RabbitSettings(
    String instance,
    List<Addresses.Address> addresses,
    String vhost,
    String exchange,
    String routingKey,
    int batchSize,
    String user,
    String password,
    boolean tls)
    implements TriggerSettings {
  static final String PASSWORD_FIELD = "access_password";

  /** Every message of topic exchanges; others than direct ones do not look at it. */
  private static final String ALL = "#";

  private static final Set<String> FIELDS =
      Set.of(
          "instance_id",
          "exchange_name",
          PASSWORD_FIELD,
          "access_user",
          "vhost",
          "connect_address",
          "ssl_enable",
          "batch_size",
          "routing_key");

  static RabbitSettings parse(EventData data) {
    data.refuseOthersThan(FIELDS);
    return new RabbitSettings(
        data.text("instance_id"),
        Addresses.of(data, "connect_address"),
        orElse(data.optionalText("vhost"), "/"),
        data.text("exchange_name"),
        orElse(data.optionalText("routing_key"), ALL),
        data.integer("batch_size", 1, 1000),
        data.optionalText("access_user"),
        data.text(PASSWORD_FIELD),
        data.flag("ssl_enable"));
  }

  private static String orElse(String text, String fallback) {
    return text.isEmpty() ? fallback : text;
  }

  /** Addresses with commas between. */
  String at() {
    return String.join(",", addresses.stream().map(Addresses.Address::toString).toList());
  }

  @Override
  public String name() {
    return at() + vhost + "/" + exchange + "/" + routingKey;
  }

  @Override
  public void refuseBeside(TriggerSettings other) {
    if (other.name().equals(name())) {
      throw new ApiException(
          FgsError.FSS_0409, "It has one for exchange %s of %s.".formatted(exchange, at()));
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
