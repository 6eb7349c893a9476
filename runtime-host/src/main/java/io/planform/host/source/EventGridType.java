package io.planform.host.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.event.Channels;
import io.planform.host.event.EventFilter;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.SourceType;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerChanges;
import io.planform.host.trigger.TriggerSettings;
import io.planform.host.trigger.TriggerSource;
import java.util.List;
import java.util.Set;

/**
 * EVENTGRID triggers: events that are published to a channel call a function. What comes from the
 * moment when a trigger is made is kept for it.
 */
public final class EventGridType implements SourceType, TriggerChanges {
  private static final Set<String> FIELDS =
      Set.of(
          "channel_id",
          "channel_name",
          "source_name",
          "trigger_name",
          "event_types",
          "filter",
          "agency",
          "bucket",
          "Key_encode",
          "status");

  private final Channels channels;
  private final Inbox inbox;

  public EventGridType(Channels channels, Inbox inbox) {
    this.channels = channels;
    this.inbox = inbox;
  }

  /**
   * Which events.
   *
   * @param channelName empty where it was left out
   */
  record Settings(String name, String channel, String channelName, EventFilter filter)
      implements TriggerSettings {
    @Override
    public void refuseBeside(TriggerSettings other) {
      if (other.name().equals(name)) {
        throw new ApiException(
            FgsError.FSS_0409, "It has an EVENTGRID trigger %s.".formatted(name));
      }
    }
  }

  @Override
  public String name() {
    return "EVENTGRID";
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
    data.refuseOthersThan(FIELDS);
    data.allowOnly("agency", "");
    data.allowOnly("bucket", "");
    data.allowOnly("status", "ACTIVE");
    if (data.flag("Key_encode")) {
      throw data.refused("event_data.Key_encode is of events of OBS, which this host has not.");
    }
    return new Settings(
        data.text("trigger_name"),
        data.text("channel_id"),
        data.optionalText("channel_name"),
        filter(data));
  }

  private static EventFilter filter(EventData data) {
    ObjectNode rule = Json.object();
    String source = data.optionalText("source_name");
    if (source.startsWith("HC.")) {
      throw data.refused(
          "event_data.source_name is \"%s\"; this host publishes no events of services by itself."
              .formatted(source));
    }
    if (!source.isEmpty()) {
      condition(rule, "source", List.of(source));
    }
    if (data.fields().has("event_types")) {
      condition(rule, "type", data.texts("event_types"));
    }
    JsonNode more = data.fields().path("filter");
    try {
      EventFilter filter = EventFilter.parse(rule);
      return more.isMissingNode() || more.isNull() ? filter : filter.and(EventFilter.parse(more));
    } catch (EventFilter.InvalidException e) {
      throw data.refused("event_data.filter: " + e.getMessage() + ".");
    }
  }

  private static void condition(ObjectNode rule, String field, List<String> values) {
    values.forEach(rule.putArray(field).addObject().put("op", "StringIn").putArray("values")::add);
  }

  @Override
  public void check(TriggerSettings settings) {
    if (settings instanceof Settings(_, String channel, String channelName, _)) {
      channels.check(channel, channelName);
    }
  }

  /** Before the call that makes or changes a trigger is answered. */
  @Override
  public void changed(Trigger current) {
    if (current.settings() instanceof Settings(_, String channel, _, EventFilter filter)) {
      if (current.active()) {
        channels.watch(current.id(), channel, filter);
      } else {
        channels.forget(current.id());
      }
    }
  }

  @Override
  public void deleted(Trigger last) {
    if (last.settings() instanceof Settings) {
      channels.forget(last.id());
    }
  }

  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery) {
    return new EventGridSource(trigger, channels, inbox, delivery);
  }
}
