package io.planform.host.reservation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.functiongraph.reservation.CronPolicy;
import io.planform.functiongraph.reservation.MetricPolicy;
import io.planform.functiongraph.reservation.Recommendation;
import io.planform.functiongraph.reservation.Reservation;
import io.planform.functiongraph.reservation.ReservationRules;
import io.planform.functiongraph.schedule.TimerSchedule;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reservations as the API has them. */
final class ReservationJson {
  private static final String CRONS = "cron_configs";
  private static final String METRICS = "metric_configs";
  private static final String RECOMMENDATION = "recommendation";

  private ReservationJson() {}

  /**
   * @throws ApiException FSS.0400 for what cannot be a reservation at any time
   */
  static Reservation read(Fields fields) {
    Reservation read = parse(fields);
    refuseWhatIsNotBuilt(read);
    List<String> faults = ReservationRules.faults(read);
    if (!faults.isEmpty()) {
      throw ApiException.invalid(String.join(" ", faults));
    }
    return read;
  }

  private static void refuseWhatIsNotBuilt(Reservation read) {
    if (read.idleMode()) {
      throw new ApiException(
          FgsError.FSS_0406, "This runtime host does not freeze instances: idle_mode is false.");
    }
    if (read.recommendation().isPresent()) {
      throw new ApiException(
          FgsError.FSS_0406,
          "This runtime host recommends no reserved instances: use cron_configs or metric_configs.");
    }
  }

  /** One that was looked at before. */
  static Reservation parse(Fields fields) {
    fields.refuseOthersThan(Set.of("count", "idle_mode", "tactics_config"));
    Optional<Fields> tactics = fields.object("tactics_config");
    tactics.ifPresent(each -> each.refuseOthersThan(Set.of(CRONS, METRICS, RECOMMENDATION)));
    return new Reservation(
        fields.requiredInteger("count"),
        fields.bool("idle_mode").orElse(false),
        elements(tactics, CRONS).stream().map(ReservationJson::cron).toList(),
        elements(tactics, METRICS).stream().map(ReservationJson::metric).toList(),
        tactics
            .flatMap(each -> each.text(RECOMMENDATION))
            .filter(word -> !word.isEmpty())
            .map(ReservationJson::recommendation));
  }

  private static List<Fields> elements(Optional<Fields> tactics, String name) {
    List<Fields> elements = new ArrayList<>();
    for (JsonNode each : tactics.flatMap(fields -> fields.array(name)).orElse(Json.array())) {
      elements.add(Fields.of(each, "tactics_config.%s[%d].".formatted(name, elements.size())));
    }
    return elements;
  }

  private static CronPolicy cron(Fields fields) {
    fields.refuseOthersThan(Set.of("name", "cron", "count", "start_time", "expired_time"));
    String cron = fields.requiredText("cron");
    return switch (ReservationRules.schedule(cron)) {
      case TimerSchedule.Parsed.Valid(TimerSchedule schedule) ->
          new CronPolicy(
              fields.requiredText("name"),
              cron,
              schedule,
              fields.requiredInteger("count"),
              time(fields, "start_time"),
              time(fields, "expired_time"));
      case TimerSchedule.Parsed.Invalid(String reason) -> throw ApiException.invalid(reason);
    };
  }

  private static Instant time(Fields fields, String name) {
    return fields
        .any(name)
        .filter(JsonNode::isIntegralNumber)
        .filter(JsonNode::canConvertToLong)
        .map(JsonNode::longValue)
        .filter(seconds -> seconds >= 0 && seconds < Instant.MAX.getEpochSecond())
        .map(Instant::ofEpochSecond)
        .orElseThrow(
            () ->
                ApiException.invalid(
                    "The field %s of a schedule is a time in seconds since 1970.".formatted(name)));
  }

  private static MetricPolicy metric(Fields fields) {
    fields.refuseOthersThan(Set.of("name", "type", "threshold", "min"));
    String type = fields.requiredText("type");
    if (!type.equals(MetricPolicy.TYPE)) {
      throw ApiException.invalid(
          "The type of a metric policy is %s, not \"%s\".".formatted(MetricPolicy.TYPE, type));
    }
    return new MetricPolicy(
        fields.requiredText("name"),
        fields.requiredInteger("threshold"),
        fields.requiredInteger("min"));
  }

  private static Recommendation recommendation(String word) {
    return Recommendation.of(word)
        .orElseThrow(
            () ->
                ApiException.invalid(
                    "A recommendation is one of %s, not \"%s\"."
                        .formatted(String.join(", ", Recommendation.words()), word)));
  }

  /**
   * The same as an object.
   *
   * @param count what the count is called
   */
  static ObjectNode write(Reservation reservation, String count) {
    ObjectNode document = Json.object();
    document.put(count, reservation.count());
    document.put("idle_mode", reservation.idleMode());
    ObjectNode tactics = Json.object();
    ArrayNode crons = Json.array();
    for (CronPolicy policy : reservation.crons()) {
      crons
          .addObject()
          .put("name", policy.name())
          .put("cron", policy.cron())
          .put("count", policy.count())
          .put("start_time", policy.start().getEpochSecond())
          .put("expired_time", policy.end().getEpochSecond());
    }
    ArrayNode metrics = Json.array();
    for (MetricPolicy policy : reservation.metrics()) {
      metrics
          .addObject()
          .put("name", policy.name())
          .put("type", MetricPolicy.TYPE)
          .put("threshold", policy.threshold())
          .put("min", policy.minimum());
    }
    if (!crons.isEmpty()) {
      tactics.set(CRONS, crons);
    }
    if (!metrics.isEmpty()) {
      tactics.set(METRICS, metrics);
    }
    reservation.recommendation().ifPresent(each -> tactics.put(RECOMMENDATION, each.word()));
    document.set("tactics_config", tactics.isEmpty() ? null : tactics);
    return document;
  }
}
