package io.planform.host.broker.kafka;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.broker.TrustedCertificates;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.SourceType;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSettings;
import io.planform.host.trigger.TriggerSource;
import java.time.InstantSource;
import java.util.Set;

/**
 * The types {@code KAFKA} and {@code OPENSOURCEKAFKA}: a managed Kafka and one's own, which are the
 * same to this host.
 */
public record KafkaTriggers(
    String name, String region, TrustedCertificates certificates, InstantSource clock)
    implements SourceType {
  public static final String MANAGED = "KAFKA";
  public static final String OPEN_SOURCE = "OPENSOURCEKAFKA";

  @Override
  public FgsError invalid() {
    return FgsError.FSS_1112;
  }

  @Override
  public TriggerSettings parse(EventData data, FunctionUrn target, String runtime) {
    return KafkaSettings.parse(data);
  }

  @Override
  public Set<String> secrets() {
    return Set.of(KafkaSettings.PASSWORD_FIELD);
  }

  @Override
  public boolean canBeDisabled() {
    return true;
  }

  /** As the service has it, by the official provider's documentation. */
  @Override
  public boolean startsActive() {
    return false;
  }

  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery)
      throws SourceException, InterruptedException {
    KafkaSettings settings = (KafkaSettings) trigger.settings();
    return KafkaSource.open(
        settings,
        ConsumerProperties.of(settings, trigger.id(), certificates),
        trigger.createdAt(),
        new KafkaEvents(name, region, settings.instance(), clock, delivery::discard),
        delivery);
  }
}
