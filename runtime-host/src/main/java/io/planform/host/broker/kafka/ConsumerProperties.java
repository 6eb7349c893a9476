package io.planform.host.broker.kafka;

import io.planform.host.broker.TrustedCertificates;
import io.planform.host.trigger.SourceException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer of Kafka is told for a trigger. */
final class ConsumerProperties {
  /** Handed over together, in one transaction, and committed together. */
  private static final int MOST_RECORDS = 1000;

  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private ConsumerProperties() {}

  static Map<String, Object> of(
      KafkaSettings settings, String trigger, TrustedCertificates certificates)
      throws SourceException {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "planform-" + trigger);
    properties.put(
        ConsumerConfig.GROUP_ID_CONFIG,
        settings.group().isEmpty() ? "planform-" + trigger : settings.group());
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
    properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 60_000);
    properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    secure(properties, settings, certificates);
    return properties;
  }

  private static void secure(
      Map<String, Object> properties, KafkaSettings settings, TrustedCertificates certificates)
      throws SourceException {
    boolean sasl = !settings.user().isEmpty();
    properties.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        (sasl ? "SASL_" : "") + (settings.tls() ? "SSL" : "PLAINTEXT"));
    if (sasl) {
      properties.put(SaslConfigs.SASL_MECHANISM, settings.mechanism());
      properties.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "%s required username=\"%s\" password=\"%s\";"
              .formatted(
                  settings.mechanism().equals("PLAIN")
                      ? PlainLoginModule.class.getName()
                      : ScramLoginModule.class.getName(),
                  quoted(settings.user()),
                  quoted(settings.password())));
    }
    if (settings.tls()) {
      certificates
          .pem()
          .ifPresent(
              pem -> {
                properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem);
              });
    }
  }

  /** For a string in quotes of JAAS's configuration, which reads backslashes as Java does. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    text.chars()
        .forEach(
            each -> {
              switch (each) {
                case '"', '\\' -> quoted.append('\\').append((char) each);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append((char) each);
              }
            });
    return quoted.toString();
  }
}
