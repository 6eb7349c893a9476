package io.planform.utility.random;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code random_uuid} and {@code random_uuid4}: of version 4; {@code random_uuid7}: of version 7,
 * as RFC 9562 has them. Imported by itself.
 */
final class RandomUuid implements ManagedType {
  private static final Declaration DECLARATION =
      Draw.declaration()
          .computed("result", Type.STRING, "The UUID, lower-case.")
          .computed("id", Type.STRING, "The same.")
          .build();

  private final Supplier<UUID> draw;

  private RandomUuid(Supplier<UUID> draw) {
    this.draw = draw;
  }

  static RandomUuid version4() {
    return new RandomUuid(UUID::randomUUID);
  }

  /**
   * @param clock what tells now
   */
  static RandomUuid version7(InstantSource clock) {
    return new RandomUuid(
        () -> {
          UUID random = UUID.randomUUID();
          long low = 0x7000 | (random.getMostSignificantBits() & 0x0fff);
          return new UUID(clock.millis() << 16 | low, random.getLeastSignificantBits());
        });
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    return new Outcome.Done(of(planned, draw.get().toString()));
  }

  private static Value.Obj of(Value.Obj object, String uuid) {
    return object.with("result", Value.of(uuid)).with("id", Value.of(uuid));
  }

  @Override
  public Read importObject(String id, Environment environment) {
    return id.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")
        ? Read.of(of(DECLARATION.object(Map.of()), id.toLowerCase(Locale.ROOT)))
        : Faults.read(Diagnostic.error("Invalid id", "\"" + id + "\" is not a UUID."));
  }
}
