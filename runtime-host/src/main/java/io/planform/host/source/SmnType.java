package io.planform.host.source;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.topic.Topics;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.SourceType;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSettings;
import io.planform.host.trigger.TriggerSource;
import java.util.Set;

/** SMN triggers: what is published to a topic calls a function. */
public final class SmnType implements SourceType {
  private static final String STATUS = "subscription_status";

  private final Topics topics;
  private final Inbox inbox;

  public SmnType(Topics topics, Inbox inbox) {
    this.topics = topics;
    this.inbox = inbox;
  }

  /**
   * Which topic.
   *
   * @param name the topic's URN: triggers are found by it when something is published
   */
  record Settings(String name) implements TriggerSettings {
    @Override
    public void refuseBeside(TriggerSettings other) {
      if (other.name().equals(name)) {
        throw new ApiException(
            FgsError.FSS_1141, "It has an SMN trigger of the topic %s.".formatted(name));
      }
    }
  }

  @Override
  public String name() {
    return "SMN";
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_1102;
  }

  @Override
  public TriggerSettings parse(EventData data, FunctionUrn target, String runtime) {
    data.refuseOthersThan(Set.of("topic_urn", STATUS));
    data.allowOnly(STATUS, "Confirmed");
    return new Settings(data.text("topic_urn"));
  }

  @Override
  public void check(TriggerSettings settings) {
    if (!topics.has(settings.name())) {
      throw new ApiException(FgsError.FSS_1171, "There is no topic %s.".formatted(settings.name()));
    }
  }

  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery) {
    return new SmnSource(trigger, topics, inbox, delivery);
  }
}
