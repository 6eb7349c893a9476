package io.planform.utility.time;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code time_sleep}: waits when it is created, and before it is destroyed. */
final class TimeSleep implements ManagedType {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
  private static final Declaration DECLARATION =
      Moment.declaration("Values whose change waits anew.")
          .optional("create_duration", Type.STRING, "How long to wait at creation, such as 30s.")
          .optional("destroy_duration", Type.STRING, "How long to wait before destruction.")
          .computed("id", Type.STRING, "When it was created.")
          .build();

  private final InstantSource clock;

  TimeSleep(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    String meaning = "a number and a unit (ms, s, m or h), such as 1.5h";
    return new Checks(new Arguments(configuration))
        .atLeastOne("create_duration", "destroy_duration")
        .matches("create_duration", DURATION.pattern(), meaning)
        .matches("destroy_duration", DURATION.pattern(), meaning)
        .found();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    if (isInterrupted(new Arguments(planned).text("create_duration"))) {
      return interrupted();
    }
    Value id = Value.of(Moment.text(Moment.now(clock)));
    return new Outcome.Done(planned.with("id", id));
  }

  @Override
  public Outcome delete(Value.Obj prior, Environment environment) {
    return isInterrupted(new Arguments(prior).text("destroy_duration"))
        ? interrupted()
        : new Outcome.Done(null);
  }

  private static boolean isInterrupted(@Nullable String duration) {
    Matcher parts = DURATION.matcher(duration == null ? "" : duration);
    if (!parts.matches()) {
      return false;
    }
    long unit =
        switch (parts.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    BigDecimal millis = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
    try {
      Thread.sleep(Duration.ofMillis(millis.longValue()));
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Outcome interrupted() {
    return Faults.refused(Diagnostic.error("Interrupted", "The waiting was cut off."));
  }
}
