package io.planform.host.shard;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.iam.CurrentCaller;
import io.planform.host.ingestion.ConsumedPartition;
import io.planform.host.ingestion.Consumption;
import io.planform.host.server.ApiException;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.SourceType;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerChanges;
import io.planform.host.trigger.TriggerSettings;
import io.planform.host.trigger.TriggerSource;
import java.util.List;
import java.util.Optional;

/** DIS triggers. */
public final class DisType implements SourceType, TriggerChanges {
  private final Consumption streams;

  public DisType(Consumption streams) {
    this.streams = streams;
  }

  @Override
  public String name() {
    return "DIS";
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_0400;
  }

  @Override
  public TriggerSettings parse(EventData eventData, FunctionUrn target, String runtime) {
    return DisSettings.parse(eventData);
  }

  @Override
  public void check(TriggerSettings settings) {
    CurrentCaller.check("ConsumeRecords", Optional.empty());
    streams.check(((DisSettings) settings).stream());
  }

  /** What comes after a trigger was made is for it, however soon. */
  @Override
  public void changed(Trigger current) {
    if (current.settings() instanceof DisSettings settings && streams.has(settings.stream())) {
      List<ConsumedPartition> unused =
          streams.begin(current.id(), settings.stream(), settings.fromStart());
    }
  }

  @Override
  public void deleted(Trigger last) {
    if (last.settings() instanceof DisSettings) {
      streams.forget(last.id());
    }
  }

  /** A stream in which the trigger has not begun yet is newer than it: all of it is for it. */
  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery) throws SourceException {
    DisSettings settings = (DisSettings) trigger.settings();
    try {
      return new DisSource(
          streams.begin(trigger.id(), settings.stream(), true).stream()
              .map(each -> new Shard(each, settings, delivery))
              .toList());
    } catch (ApiException e) {
      throw new SourceException(String.valueOf(e.getMessage()), e);
    }
  }
}
