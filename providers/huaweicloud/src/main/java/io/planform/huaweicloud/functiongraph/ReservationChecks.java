package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.reservation.CronPolicy;
import io.planform.functiongraph.reservation.MetricPolicy;
import io.planform.functiongraph.reservation.Reservation;
import io.planform.functiongraph.reservation.ReservationRules;
import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the reserved instances of a function before anybody is asked. */
final class ReservationChecks {
  private static final String NAME = "reserved_instances";

  private final Map<String, VersionBlock> versions;
  private final int mostInstances;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private ReservationChecks(Map<String, VersionBlock> versions, int mostInstances) {
    this.versions = versions;
    this.mostInstances = mostInstances;
  }

  /**
   * @param mostInstances of the function; negative where there is no limit, or none known
   */
  static List<Diagnostic> of(Value blocks, Value versions, int mostInstances) {
    if (!blocks.isWhollyKnown()) {
      return List.of();
    }
    boolean known = versions.isWhollyKnown();
    ReservationChecks checks =
        new ReservationChecks(known ? VersionBlock.of(versions) : Map.of(), mostInstances);
    List<ReservationBlock> all = ReservationBlock.of(blocks);
    for (int i = 0; i < all.size(); i++) {
      checks.qualifier(all.get(i));
      checks.policies(all.get(i));
      for (ReservationBlock other : all.subList(i + 1, all.size())) {
        checks.both(all.get(i), other);
      }
    }
    return checks.diagnostics;
  }

  /** The schedules of new and changed blocks that have had their time. */
  static List<Diagnostic> expired(Value prior, Value planned, Instant now) {
    if (!planned.isWhollyKnown()) {
      return List.of();
    }
    List<ReservationBlock> before = ReservationBlock.of(prior);
    return ReservationBlock.of(planned).stream()
        .filter(block -> !before.contains(block))
        .flatMap(block -> read(block, new ArrayList<>()).stream())
        .flatMap(reservation -> ReservationRules.expired(reservation, now).stream())
        .map(
            sentence ->
                fault("Expired schedule", sentence)
                    .withHint("Remove it, or set a later expired_time."))
        .toList();
  }

  private void qualifier(ReservationBlock block) {
    switch (block.type()) {
      case ReservationBlock.VERSION -> {
        boolean declared =
            block.name().equals(FunctionUrn.LATEST)
                || versions.isEmpty()
                || versions.containsKey(block.name());
        if (!declared) {
          missing("version", block.name());
        }
      }
      case ReservationBlock.ALIAS -> {
        if (!versions.isEmpty() && versionOf(block.name()).isEmpty()) {
          missing("alias", block.name());
        }
      }
      default ->
          add("Invalid qualifier type", "\"%s\": it is version or alias.".formatted(block.type()));
    }
  }

  private void missing(String kind, String name) {
    add(
        "Unknown " + kind,
        "Instances are reserved for the %s \"%s\", which no block \"versions\" declares."
            .formatted(kind, name));
  }

  private Optional<String> versionOf(String alias) {
    return versions.values().stream()
        .filter(version -> version.alias().filter(each -> each.name().equals(alias)).isPresent())
        .map(VersionBlock::name)
        .findFirst();
  }

  private void both(ReservationBlock one, ReservationBlock other) {
    if (one.isFor(other)) {
      add(
          "Duplicate reservation",
          "There are two blocks for the %s \"%s\".".formatted(one.type(), one.name()));
    } else if (isAliasOf(one, other)) {
      clash(one, other);
    } else if (isAliasOf(other, one)) {
      clash(other, one);
    }
  }

  private boolean isAliasOf(ReservationBlock alias, ReservationBlock version) {
    return alias.type().equals(ReservationBlock.ALIAS)
        && version.type().equals(ReservationBlock.VERSION)
        && versionOf(alias.name()).filter(version.name()::equals).isPresent();
  }

  private void clash(ReservationBlock alias, ReservationBlock version) {
    add(
        "Conflicting reservations",
        "The alias \"%s\" stands for the version \"%s\"; instances are reserved for one of both."
            .formatted(alias.name(), version.name()));
  }

  private void policies(ReservationBlock block) {
    List<String> faults = new ArrayList<>();
    read(block, faults)
        .ifPresent(
            reservation -> {
              faults.addAll(ReservationRules.faults(reservation));
              if (mostInstances >= 0 && reservation.greatest() > mostInstances) {
                faults.add(
                    "%d are more than the %d instances of max_instance_num."
                        .formatted(reservation.greatest(), mostInstances));
              }
            });
    for (String fault : faults) {
      add(
          "Invalid reserved instances",
          "Of the %s \"%s\": %s".formatted(block.type(), block.name(), fault));
    }
  }

  /** Empty where something cannot be read, which is then among the faults. */
  static Optional<Reservation> read(ReservationBlock block, List<String> faults) {
    JsonNode settings = block.settings();
    List<CronPolicy> crons = new ArrayList<>();
    for (JsonNode each : settings.at("/tactics_config/cron_configs")) {
      switch (ReservationRules.schedule(each.path("cron").asText())) {
        case Parsed.Valid(var schedule) ->
            crons.add(
                new CronPolicy(
                    each.path("name").asText(),
                    each.path("cron").asText(),
                    schedule,
                    each.path("count").asInt(),
                    Instant.ofEpochSecond(each.path("start_time").asLong()),
                    Instant.ofEpochSecond(each.path("expired_time").asLong())));
        case Parsed.Invalid(String reason) -> faults.add(reason);
      }
    }
    List<MetricPolicy> metrics = new ArrayList<>();
    for (JsonNode each : settings.at("/tactics_config/metric_configs")) {
      String type = each.path("type").asText();
      if (!type.equals(MetricPolicy.TYPE)) {
        faults.add("The type of a metric policy is Concurrency, not \"%s\".".formatted(type));
      }
      metrics.add(
          new MetricPolicy(
              each.path("name").asText(),
              each.path("threshold").asInt(),
              each.path("min").asInt()));
    }
    return faults.isEmpty()
        ? Optional.of(
            new Reservation(
                settings.path("count").asInt(),
                settings.path("idle_mode").asBoolean(),
                crons,
                metrics,
                Optional.empty()))
        : Optional.empty();
  }

  private void add(String summary, String detail) {
    diagnostics.add(fault(summary, detail));
  }

  private static Diagnostic fault(String summary, String detail) {
    return Diagnostic.error(summary, detail).at(ValuePath.of(NAME));
  }
}
