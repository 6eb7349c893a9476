package io.planform.host.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.audit.AuditLog;
import io.planform.host.broker.Positions;
import io.planform.host.server.Json;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the audit trail has recorded since the trigger was last changed, for one trigger. */
final class CtsSource implements TriggerSource {
  private static final int READ_AT_ONCE = 100;
  private static final long LONGEST_WAIT_SECONDS = 60;

  /** Traces that are nothing to the trigger are passed over again after a restart, up to these. */
  private static final int PASSED = 1000;

  private final Trigger trigger;
  private final CtsType.Settings settings;
  private final AuditLog trail;
  private final Positions positions;
  private final Delivery delivery;
  private final String project;
  private final Semaphore recorded = new Semaphore(0);
  private final AuditLog.Watch watch;

  CtsSource(
      Trigger trigger, AuditLog trail, Positions positions, Delivery delivery, String project) {
    this.trigger = trigger;
    this.settings = (CtsType.Settings) trigger.settings();
    this.trail = trail;
    this.positions = positions;
    this.delivery = delivery;
    this.project = project;
    this.watch = trail.watch(recorded::release);
  }

  @Override
  public void run() throws SourceException, InterruptedException {
    AuditLog.Place place =
        positions
            .find(trigger.id())
            .flatMap(AuditLog.Place::parse)
            .orElseGet(() -> AuditLog.Place.of(trigger.updatedAt()));
    int passed = 0;
    while (true) {
      recorded.drainPermits();
      AuditLog.Recorded read = trail.recordedAfter(place, READ_AT_ONCE);
      List<Delivery.Event> events = events(read.traces());
      if (!events.isEmpty()) {
        delivery.deliver(events);
      }
      passed += read.traces().size();
      if (!events.isEmpty() || passed > PASSED) {
        positions.keep(trigger.id(), read.next().toString());
        passed = 0;
      }
      if (read.next().equals(place)) {
        boolean unused = recorded.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      }
      place = read.next();
    }
  }

  private List<Delivery.Event> events(List<JsonNode> traces) {
    List<Delivery.Event> events = new ArrayList<>();
    for (JsonNode trace : traces) {
      if (trace.path("time").asLong() >= trigger.updatedAt().toEpochMilli()
          && settings.takes(trace)) {
        byte[] event = event(trace, true);
        events.add(
            new Delivery.Event(
                trace.path("trace_id").asText(),
                event.length <= Delivery.LARGEST_EVENT ? event : event(trace, false)));
      }
    }
    return events;
  }

  /**
   * @param whole with what there was before and after the change
   */
  private byte[] event(JsonNode trace, boolean whole) {
    ObjectNode event = Json.object();
    ObjectNode cts = event.putObject("cts");
    trace
        .properties()
        .forEach(
            field -> {
              if (whole || !field.getValue().isObject()) {
                cts.set(field.getKey(), field.getValue());
              }
            });
    ObjectNode user = cts.putObject("user");
    user.put("name", trace.at("/user/name").asText()).put("id", trace.at("/user/id").asText());
    user.putObject("domain").put("name", project).put("id", project);
    cts.putObject("request");
    cts.putObject("response");
    cts.put("code", trace.path("code").asInt());
    cts.put("trace_status", trace.path("trace_rating").asText());
    cts.put("project_id", project);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    watch.close();
  }
}
