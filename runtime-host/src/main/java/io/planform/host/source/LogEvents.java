package io.planform.host.source;

import com.fasterxml.jackson.databind.node.TextNode;
import io.planform.host.log.LogEntry;
import io.planform.host.server.Json;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes events of log entries: a log for each line, as many in one event as 75 KB hold (the guide's
 * section 7.6).
 */
final class LogEvents {
  static final int LARGEST_MESSAGE = 75 * 1024;

  /** So much of a line is one log; characters take six bytes at most in JSON, twice quoted. */
  private static final int LONGEST_LINE = 8 * 1024;

  /** For what is around the logs. */
  private static final int AROUND = 512;

  private final Trigger trigger;
  private final LtsType.Settings settings;
  private final String owner;
  private final String function;

  LogEvents(Trigger trigger, String owner) {
    this.trigger = trigger;
    this.settings = (LtsType.Settings) trigger.settings();
    this.owner = owner;
    this.function = trigger.target().packageName() + ":" + trigger.target().name();
  }

  /**
   * Events of entries, without what the trigger's own function has written: that would call it
   * again for ever.
   *
   * @param place of the entries: from where to where, which tells them from others
   */
  List<Delivery.Event> of(List<LogEntry> entries, String place) {
    List<Delivery.Event> events = new ArrayList<>();
    List<String> logs = new ArrayList<>();
    int bytes = AROUND;
    for (LogEntry entry : entries) {
      if (function.equals(entry.labels().get("function"))) {
        continue;
      }
      for (String log : logs(entry)) {
        int size = TextNode.valueOf(log).toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes + size > LARGEST_MESSAGE) {
          events.add(event(logs, place + '#' + events.size()));
          logs = new ArrayList<>();
          bytes = AROUND;
        }
        logs.add(log);
        bytes += size;
      }
    }
    if (!logs.isEmpty()) {
      events.add(event(logs, place + '#' + events.size()));
    }
    return events;
  }

  private static List<String> logs(LogEntry entry) {
    List<String> logs = new ArrayList<>();
    int number = 0;
    for (String line : entry.text().lines().toList()) {
      number++;
      for (int from = 0; from == 0 || from < line.length(); from += LONGEST_LINE) {
        String part = line.substring(from, Math.min(line.length(), from + LONGEST_LINE));
        logs.add(
            Json.object()
                .put("message", part)
                .put("time", entry.time())
                .put("host_name", "")
                .put("ip", "")
                .put("path", entry.labels().getOrDefault("function", ""))
                .put("log_uid", entry.requestId())
                .put("line_no", number)
                .toString());
      }
    }
    return logs;
  }

  private Delivery.Event event(List<String> logs, String identity) {
    String message =
        Json.object()
            .put("logs", logs.stream().collect(Collectors.joining(",", "[", "]")))
            .put("owner", owner)
            .put("log_group_id", settings.group())
            .put("log_topic_id", settings.stream())
            .toString();
    String data = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    var event = Json.object();
    event.putObject("lts").put("data", data);
    return new Delivery.Event(
        trigger.updatedAt() + " " + identity, event.toString().getBytes(StandardCharsets.UTF_8));
  }
}
