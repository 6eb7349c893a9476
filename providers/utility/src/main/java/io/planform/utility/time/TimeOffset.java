package io.planform.utility.time;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code time_offset}: a time so far from another. Imported by {@code
 * BASE,YEARS,MONTHS,DAYS,HOURS,MINUTES,SECONDS}.
 */
final class TimeOffset implements ManagedType {
  private static final String PREFIX = "offset_";
  private static final Declaration DECLARATION = declare();

  private final InstantSource clock;

  TimeOffset(InstantSource clock) {
    this.clock = clock;
  }

  private static Declaration declare() {
    Declaration.Builder builder =
        Moment.declaration("Values whose change takes the base time anew.")
            .optionalComputed("base_rfc3339", Type.STRING, "The base; now if it is not said.")
            .replaces();
    Moment.UNITS.forEach(
        unit -> builder.optional(PREFIX + Moment.name(unit), Type.NUMBER, "To add to the base."));
    builder.computed("rfc3339", Type.STRING, "The time.");
    return Moment.declareParts(builder).computed("id", Type.STRING, "The base time.").build();
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    String[] offsets =
        Moment.UNITS.stream().map(unit -> PREFIX + Moment.name(unit)).toArray(String[]::new);
    Checks checks = new Checks(arguments).atLeastOne(offsets);
    for (String offset : offsets) {
      checks.whole(offset);
    }
    Moment.check("base_rfc3339", arguments, checks);
    return checks.found();
  }

  @Override
  public Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    Planned planned = DECLARATION.plan(prior, configuration);
    if (prior == null || planned.state().equals(prior)) {
      return planned;
    }
    OffsetDateTime base = base(planned.state());
    boolean unknown =
        Moment.UNITS.stream()
            .anyMatch(unit -> configuration.get(PREFIX + Moment.name(unit)).isUnknown());
    Value.Obj later =
        base == null || unknown
            ? Moment.withoutParts(planned.state()).with("rfc3339", Declaration.unknown(Type.STRING))
            : of(planned.state(), base);
    return new Planned(later, planned.replace(), planned.diagnostics());
  }

  private static @Nullable OffsetDateTime base(Value.Obj object) {
    return Moment.parse(new Arguments(object).text("base_rfc3339"));
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    OffsetDateTime base = base(planned);
    return new Outcome.Done(of(planned, base == null ? Moment.now(clock) : base));
  }

  @Override
  public Outcome update(Value.Obj prior, Value.Obj planned, Environment environment) {
    return create(planned, environment);
  }

  private static Value.Obj of(Value.Obj object, OffsetDateTime base) {
    Arguments arguments = new Arguments(object);
    OffsetDateTime time = Moment.moved(base, PREFIX, arguments);
    return Moment.withParts(object, time)
        .with("base_rfc3339", Value.of(arguments.text("base_rfc3339", Moment.text(base))))
        .with("rfc3339", Value.of(Moment.text(time)))
        .with("id", Value.of(Moment.text(base)));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    String[] parts = id.split(",", -1);
    OffsetDateTime base = Moment.parse(parts[0]);
    if (base != null && parts.length == Moment.UNITS.size() + 1) {
      Map<String, Value> given = new HashMap<>();
      for (int i = 1; i < parts.length; i++) {
        ChronoUnit unit = Moment.UNITS.get(i - 1);
        if (parts[i].matches("-?\\d{1,9}")) {
          long offset = Long.parseLong(parts[i]);
          if (offset != 0) {
            given.put(PREFIX + Moment.name(unit), Value.of(offset));
          }
        } else if (!parts[i].isEmpty()) {
          return malformed(id);
        }
      }
      return Read.of(of(DECLARATION.object(given), base));
    }
    return malformed(id);
  }

  private static Read malformed(String id) {
    return Faults.read(
        Diagnostic.error(
            "Invalid id",
            "\""
                + id
                + "\" is not BASE,YEARS,MONTHS,DAYS,HOURS,MINUTES,SECONDS with a base time of"
                + " RFC 3339."));
  }
}
