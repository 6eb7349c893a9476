package io.planform.host.broker.kafka;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.broker.Addresses;
import io.planform.host.server.ApiException;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.TriggerSettings;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Topics of a Kafka.
 *
 * @param instance as events name it
 * @param bootstrap addresses, with commas between
 * @param batchSize of messages in an event
 * @param user empty where the broker wants none
 * @param mechanism of SASL
 * @param group of consumers; empty for one of the trigger's own
 */
record KafkaSettings(
    String instance,
    String bootstrap,
    Set<String> topics,
    int batchSize,
    String user,
    String password,
    String mechanism,
    boolean tls,
    String group)
    implements TriggerSettings {
  static final String PASSWORD_FIELD = "kafka_password";

  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
  private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
  private static final Set<String> FIELDS =
      Set.of(
          "instance_id",
          "topic_ids",
          "batch_size",
          "kafka_user",
          PASSWORD_FIELD,
          "kafka_connect_address",
          "kafka_ssl_enable",
          "kafka_sasl_mechanism",
          "kafka_consumer_group");

  static KafkaSettings parse(EventData data) {
    data.refuseOthersThan(FIELDS);
    String mechanism = data.optionalText("kafka_sasl_mechanism");
    if (!mechanism.isEmpty()) {
      data.oneOf("kafka_sasl_mechanism", MECHANISMS);
    }
    KafkaSettings settings =
        new KafkaSettings(
            data.text("instance_id"),
            Addresses.of(data, "kafka_connect_address").stream()
                .map(Addresses.Address::toString)
                .collect(Collectors.joining(",")),
            topics(data),
            data.integer("batch_size", 1, 1000),
            data.optionalText("kafka_user"),
            data.optionalText(PASSWORD_FIELD),
            mechanism.isEmpty() ? "PLAIN" : mechanism,
            data.flag("kafka_ssl_enable"),
            data.optionalText("kafka_consumer_group"));
    settings.checkUser();
    return settings;
  }

  private static Set<String> topics(EventData data) {
    Set<String> topics = new TreeSet<>(data.texts("topic_ids"));
    for (String topic : topics) {
      if (!TOPIC.matcher(topic).matches()) {
        throw data.refused(
            "event_data.topic_ids has \"%s\", which is no name of a topic.".formatted(topic));
      }
    }
    return topics;
  }

  private void checkUser() {
    if (user.isEmpty() != password.isEmpty()) {
      throw new ApiException(
          FgsError.FSS_1113, "event_data has one of kafka_user and kafka_password only.");
    }
  }

  @Override
  public String name() {
    return bootstrap + "/" + String.join(",", topics);
  }

  @Override
  public void refuseBeside(TriggerSettings other) {
    if (other.name().equals(name())) {
      throw new ApiException(
          FgsError.FSS_1150, "It has one for these topics of %s.".formatted(bootstrap));
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
