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
 * {@code time_rotating}: gone when its time has come, and then created anew. Imported by {@code
 * BASE,YEARS,MONTHS,DAYS,HOURS,MINUTES} or {@code BASE,ROTATION}.
 */
final class TimeRotating implements ManagedType {
  private static final String PREFIX = "rotation_";
  private static final String ROTATION = "rotation_rfc3339";
  private static final List<ChronoUnit> UNITS = Moment.UNITS.subList(0, 5);
  private static final Declaration DECLARATION = declare();

  private final InstantSource clock;

  TimeRotating(InstantSource clock) {
    this.clock = clock;
  }

  private static Declaration declare() {
    Declaration.Builder builder =
        Moment.declaration("Values whose change takes the base time anew.")
            .optionalComputed("rfc3339", Type.STRING, "The base; now if it is not said.")
            .replaces();
    UNITS.forEach(
        unit -> builder.optional(PREFIX + Moment.name(unit), Type.NUMBER, "How long it stays."));
    builder.optionalComputed(ROTATION, Type.STRING, "When its time has come.");
    return Moment.declareParts(builder).computed("id", Type.STRING, "The base time.").build();
  }

  private static String[] rotations() {
    return UNITS.stream().map(unit -> PREFIX + Moment.name(unit)).toArray(String[]::new);
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments);
    if (!arguments.isGiven(ROTATION)) {
      checks.atLeastOne(rotations());
    }
    for (String rotation : rotations()) {
      checks.atLeast(rotation, 1);
    }
    Moment.check("rfc3339", arguments, checks);
    Moment.check(ROTATION, arguments, checks);
    return checks.found();
  }

  @Override
  public Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    Planned planned = DECLARATION.plan(prior, configuration);
    if (prior == null || planned.state().equals(prior)) {
      return planned;
    }
    Value.Obj state = planned.state();
    Arguments arguments = new Arguments(configuration);
    if (!arguments.isGiven(ROTATION)) {
      boolean known = List.of(rotations()).stream().noneMatch(arguments::isUnknown);
      OffsetDateTime base = Moment.parse(new Arguments(state).text("rfc3339"));
      state =
          state.with(
              ROTATION,
              known && base != null
                  ? Value.of(Moment.text(Moment.moved(base, PREFIX, arguments)))
                  : Declaration.unknown(Type.STRING));
    }
    return new Planned(state, planned.replace(), planned.diagnostics());
  }

  @Override
  public Read read(Value.Obj prior, Environment environment) {
    OffsetDateTime rotation = Moment.parse(new Arguments(prior).text(ROTATION));
    boolean due = rotation != null && Moment.now(clock).isAfter(rotation);
    return Read.of(due ? null : prior);
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    OffsetDateTime base = Moment.parse(new Arguments(planned).text("rfc3339"));
    return new Outcome.Done(of(planned, base == null ? Moment.now(clock) : base));
  }

  @Override
  public Outcome update(Value.Obj prior, Value.Obj planned, Environment environment) {
    return create(planned, environment);
  }

  private static Value.Obj of(Value.Obj object, OffsetDateTime base) {
    Arguments arguments = new Arguments(object);
    String rotation = Moment.text(Moment.moved(base, PREFIX, arguments));
    return Moment.withParts(object, base)
        .with("rfc3339", Value.of(arguments.text("rfc3339", Moment.text(base))))
        .with(ROTATION, Value.of(arguments.text(ROTATION, rotation)))
        .with("id", Value.of(Moment.text(base)));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    String[] parts = id.split(",", -1);
    OffsetDateTime base = Moment.parse(parts[0]);
    Map<String, Value> given = new HashMap<>();
    if (base != null && parts.length == 2 && Moment.parse(parts[1]) != null) {
      given.put(ROTATION, Value.of(parts[1]));
    } else if (base != null && parts.length == UNITS.size() + 1) {
      for (int i = 1; i < parts.length; i++) {
        if (parts[i].matches("\\d{1,9}") && Long.parseLong(parts[i]) > 0) {
          given.put(PREFIX + Moment.name(UNITS.get(i - 1)), Value.of(Long.parseLong(parts[i])));
        }
      }
    }
    return base == null || given.isEmpty()
        ? Faults.read(
            Diagnostic.error(
                "Invalid id",
                "\""
                    + id
                    + "\" is not BASE,YEARS,MONTHS,DAYS,HOURS,MINUTES or BASE,ROTATION with"
                    + " times of RFC 3339."))
        : Read.of(of(DECLARATION.object(given), base));
  }
}
