package io.planform.utility.time;

import io.planform.spi.provider.ProviderFunction;
import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.ManagedType;
import java.time.InstantSource;
import java.util.Map;

/** {@code time}. Times are in UTC, to the second. */
public final class TimeProvider extends CatalogueProvider {
  private final InstantSource clock;

  /**
   * @param clock what tells now
   */
  public TimeProvider(InstantSource clock) {
    super("time");
    this.clock = clock;
  }

  @Override
  protected Map<String, ManagedType> managed() {
    return Map.of(
        "time_offset", new TimeOffset(clock),
        "time_rotating", new TimeRotating(clock),
        "time_sleep", new TimeSleep(clock),
        "time_static", new TimeStatic(clock));
  }

  @Override
  public Map<String, ProviderFunction> functions() {
    return TimeFunctions.all();
  }
}
