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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** {@code random_uuid}: of version 4. Imported by itself. */
final class RandomUuid implements ManagedType {
  private static final Declaration DECLARATION =
      Draw.declaration()
          .computed("result", Type.STRING, "The UUID, lower-case.")
          .computed("id", Type.STRING, "The same.")
          .build();

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    return new Outcome.Done(of(planned, UUID.randomUUID().toString()));
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
