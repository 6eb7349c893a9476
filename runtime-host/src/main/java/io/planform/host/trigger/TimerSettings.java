package io.planform.host.trigger;

import io.planform.functiongraph.error.FgsError;
import io.planform.functiongraph.schedule.TimerSchedule;
import io.planform.host.server.ApiException;
import java.util.Set;

/**
 * A TIMER trigger.
 *
 * @param userEvent given to the function with each event; may be empty
 */
public record TimerSettings(String name, TimerSchedule schedule, String userEvent)
    implements TriggerSettings {
  private static final int LONGEST_USER_EVENT = 2048;
  private static final Set<String> FIELDS =
      Set.of("name", "schedule_type", "schedule", "user_event", "sync_execution");

  static TimerSettings parse(EventData data) {
    data.refuseOthersThan(FIELDS);
    if (data.fields().path("sync_execution").asBoolean()) {
      throw data.refused("sync_execution is not supported.");
    }
    String userEvent = data.optionalText("user_event");
    if (userEvent.length() > LONGEST_USER_EVENT) {
      throw data.refused("user_event has more than %d characters.".formatted(LONGEST_USER_EVENT));
    }
    return new TimerSettings(
        data.name(), schedule(data, data.text("schedule_type"), data.text("schedule")), userEvent);
  }

  private static TimerSchedule schedule(EventData data, String type, String schedule) {
    return switch (TimerSchedule.parse(type, schedule)) {
      case TimerSchedule.Parsed.Valid valid -> valid.schedule();
      case TimerSchedule.Parsed.Invalid invalid -> throw data.refused(invalid.reason());
    };
  }

  @Override
  public void refuseBeside(TriggerSettings other) {
    if (other.name().equals(name)) {
      throw new ApiException(FgsError.FSS_1148, "It has a timer %s.".formatted(name));
    }
  }
}
