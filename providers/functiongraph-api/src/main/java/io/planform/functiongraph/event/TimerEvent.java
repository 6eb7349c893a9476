package io.planform.functiongraph.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * What a TIMER trigger gives to a function.
 *
 * @param time when it fired; sent as RFC 3339 with offset, to the second
 * @param userEvent the trigger's additional information
 */
public record TimerEvent(OffsetDateTime time, String triggerName, String userEvent) {

  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", "v1.0")
        .put(
            "time",
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS)))
        .put("trigger_type", "TIMER")
        .put("trigger_name", triggerName)
        .put("user_event", userEvent);
  }
}
