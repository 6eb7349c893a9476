package io.planform.utility.time;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
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
import java.util.List;
import java.util.Map;

/** {@code time_static}: when it was created, or the time it is given. Imported by its time. */
final class TimeStatic implements ManagedType {
  private static final Declaration DECLARATION =
      Moment.declareParts(
              Moment.declaration("Values whose change takes the time anew.")
                  .optionalComputed("rfc3339", Type.STRING, "The time; now if it is not said.")
                  .replaces())
          .computed("id", Type.STRING, "The time.")
          .build();

  private final InstantSource clock;

  TimeStatic(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments);
    Moment.check("rfc3339", arguments, checks);
    return checks.found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    OffsetDateTime given = Moment.parse(new Arguments(planned).text("rfc3339"));
    return new Outcome.Done(of(planned, given == null ? Moment.now(clock) : given));
  }

  private static Value.Obj of(Value.Obj object, OffsetDateTime time) {
    String declared = new Arguments(object).text("rfc3339", Moment.text(time));
    return Moment.withParts(object, time)
        .with("rfc3339", Value.of(declared))
        .with("id", Value.of(Moment.text(time)));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    OffsetDateTime time = Moment.parse(id);
    return time == null
        ? Faults.read(Diagnostic.error("Invalid id", "\"" + id + "\" is no time of RFC 3339."))
        : Read.of(of(DECLARATION.object(Map.of()), time));
  }
}
