package io.planform.host.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.functiongraph.schedule.TimerSchedule;
import io.planform.host.server.ApiException;
import java.util.Optional;
import java.util.Set;

/**
 * A TIMER trigger.
 *
 * @param userEvent given to the function with each event; may be empty
 */
public record TimerSettings(String name, TimerSchedule schedule, String userEvent)
    implements TriggerSettings {
  static final String TYPE = "TIMER";

  private static final int LONGEST_USER_EVENT = 2048;
  private static final Set<String> FIELDS =
      Set.of("name", "schedule_type", "schedule", "user_event", "sync_execution");

  static TimerSettings parse(ObjectNode eventData, String runtime) {
    if (runtime.equals("http")) {
      throw new ApiException(
          FgsError.FSS_1101, "HTTP functions take APIG triggers only, not TIMER.");
    }
    EventData data = new EventData(eventData, FgsError.FSS_1109);
    data.refuseOthersThan(FIELDS);
    if (eventData.path("sync_execution").asBoolean()) {
      throw new ApiException(FgsError.FSS_1109, "sync_execution is not supported.");
    }
    JsonNode userEvent = eventData.path("user_event");
    if (userEvent.asText("").length() > LONGEST_USER_EVENT) {
      throw new ApiException(
          FgsError.FSS_1109,
          "user_event has more than %d characters.".formatted(LONGEST_USER_EVENT));
    }
    return new TimerSettings(
        data.name(),
        schedule(data.text("schedule_type"), data.text("schedule")),
        data.optionalText("user_event"));
  }

  private static TimerSchedule schedule(String type, String schedule) {
    return switch (TimerSchedule.parse(type, schedule)) {
      case TimerSchedule.Parsed.Valid valid -> valid.schedule();
      case TimerSchedule.Parsed.Invalid invalid ->
          throw new ApiException(FgsError.FSS_1109, invalid.reason());
    };
  }

  @Override
  public Optional<String> route() {
    return Optional.empty();
  }

  @Override
  public Optional<String> routeMethod() {
    return Optional.empty();
  }
}
