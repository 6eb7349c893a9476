package io.planform.host;

import io.planform.host.broker.TrustedCertificates;
import io.planform.host.broker.kafka.KafkaTriggers;
import io.planform.host.broker.rabbit.RabbitTriggers;
import io.planform.host.trigger.SourceType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The types of triggers whose events come from a broker outside the host. */
final class BrokerTriggers {
  private BrokerTriggers() {}

  /**
   * @param region as events name it
   * @param certificates folder of those that brokers are trusted by
   */
  static List<SourceType> all(String region, Path certificates, InstantSource clock) {
    TrustedCertificates trusted = new TrustedCertificates(certificates);
    return List.of(
        new KafkaTriggers(KafkaTriggers.MANAGED, region, trusted, clock),
        new KafkaTriggers(KafkaTriggers.OPEN_SOURCE, region, trusted, clock),
        new RabbitTriggers(region, trusted, clock));
  }
}
