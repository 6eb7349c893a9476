package io.planform.host.broker.rabbit;

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

/** The type {@code RABBITMQ}. */
public record RabbitTriggers(String region, TrustedCertificates certificates, InstantSource clock)
    implements SourceType {
  static final String NAME = "RABBITMQ";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_0400;
  }

  @Override
  public TriggerSettings parse(EventData data, FunctionUrn target, String runtime) {
    return RabbitSettings.parse(data);
  }

  @Override
  public Set<String> secrets() {
    return Set.of(RabbitSettings.PASSWORD_FIELD);
  }

  @Override
  public boolean canBeDisabled() {
    return true;
  }

  /** An exchange keeps nothing for a queue that is not bound to it yet. */
  @Override
  public boolean beginsWhenOpened() {
    return true;
  }

  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery)
      throws SourceException, InterruptedException {
    RabbitSettings settings = (RabbitSettings) trigger.settings();
    return RabbitSource.open(
        settings,
        "planform-" + trigger.id(),
        certificates,
        new RabbitEvents(settings, region, clock, delivery::discard),
        delivery);
  }
}
