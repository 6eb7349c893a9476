package io.planform.spi.provider;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The block {@code timeouts} of a resource: how long each of its operations may take, by durations
 * like {@code 10m} or {@code 1h30m}.
 */
public final class Timeouts {
  /** The name of the block. */
  public static final String BLOCK = "timeouts";

  private static final Pattern FORM =
      Pattern.compile("(?=.)(?:([0-9]{1,4})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,8})s)?");

  private Timeouts() {}

  /** Finds what is no duration. */
  public static List<Diagnostic> check(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    if (configuration.get(BLOCK).unmarked() instanceof Value.Obj timeouts) {
      timeouts
          .values()
          .forEach(
              (name, value) -> {
                if (value.revealed() instanceof Value.Str(String text) && parse(text).isEmpty()) {
                  diagnostics.add(
                      Diagnostic.error("Invalid duration", "It is written like 10m or 1h30m.")
                          .at(ValuePath.of(BLOCK).attribute(name)));
                }
              });
    }
    return diagnostics;
  }

  /**
   * @param object configured or recorded
   * @param action {@code create}, {@code update} or {@code delete}
   */
  public static Optional<Duration> of(Value.Obj object, String action) {
    return object.get(BLOCK).unmarked() instanceof Value.Obj timeouts
            && timeouts.get(action).revealed() instanceof Value.Str(String text)
        ? parse(text)
        : Optional.empty();
  }

  private static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3))))
        : Optional.empty();
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
