package io.planform.host.source;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.broker.Positions;
import io.planform.host.log.FunctionLogs;
import io.planform.host.server.ApiException;
import io.planform.host.stream.LogStreams;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.SourceType;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSettings;
import io.planform.host.trigger.TriggerSource;
import java.util.Set;

/** LTS triggers: what is written to a log stream calls a function. */
public final class LtsType implements SourceType {
  private final LogStreams streams;
  private final FunctionLogs logs;
  private final Positions positions;

  /** Of all streams: the project. */
  private final String owner;

  public LtsType(LogStreams streams, FunctionLogs logs, Positions positions, String owner) {
    this.streams = streams;
    this.logs = logs;
    this.positions = positions;
    this.owner = owner;
  }

  /** Which stream. */
  record Settings(String group, String stream) implements TriggerSettings {
    @Override
    public String name() {
      return stream;
    }

    @Override
    public void refuseBeside(TriggerSettings other) {
      if (other.name().equals(stream)) {
        throw new ApiException(
            FgsError.FSS_0409, "It has an LTS trigger of the stream %s.".formatted(stream));
      }
    }
  }

  @Override
  public String name() {
    return "LTS";
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_0400;
  }

  @Override
  public boolean canBeDisabled() {
    return true;
  }

  @Override
  public TriggerSettings parse(EventData data, FunctionUrn target, String runtime) {
    data.refuseOthersThan(Set.of("log_group_id", "log_topic_id"));
    return new Settings(data.text("log_group_id"), data.text("log_topic_id"));
  }

  @Override
  public void check(TriggerSettings settings) {
    if (settings instanceof Settings(String group, String stream)) {
      streams.stream(group, stream);
    }
  }

  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery) {
    return new LtsSource(
        trigger, new LogEvents(trigger, owner), streams, logs, positions, delivery);
  }
}
