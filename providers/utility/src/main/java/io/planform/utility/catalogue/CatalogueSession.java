package io.planform.utility.catalogue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands each call to the type it is about. */
record CatalogueSession(
    String provider,
    Map<String, ManagedType> managed,
    Map<String, DataSource> data,
    Map<String, EphemeralType> ephemeral,
    Environment environment)
    implements ProviderSession {

  @Override
  public String target() {
    return "";
  }

  @Override
  public List<Diagnostic> validate(Kind kind, String type, Value.Obj configuration) {
    return switch (kind) {
      case MANAGED -> {
        ManagedType it = managed.get(type);
        yield it == null ? noSuchType(type) : it.validate(configuration);
      }
      case DATA -> {
        DataSource it = data.get(type);
        yield it == null ? noSuchType(type) : it.validate(configuration);
      }
      case EPHEMERAL -> {
        EphemeralType it = ephemeral.get(type);
        yield it == null ? noSuchType(type) : it.validate(configuration);
      }
    };
  }

  @Override
  public Planned plan(String type, Value.@Nullable Obj prior, Value.Obj configuration) {
    ManagedType it = managed.get(type);
    return it == null
        ? new Planned(configuration, Set.of(), noSuchType(type))
        : it.plan(prior, configuration);
  }

  @Override
  public Read read(String type, Value.Obj prior) {
    ManagedType it = managed.get(type);
    return it == null ? new Read(null, noSuchType(type)) : it.read(prior, environment);
  }

  @Override
  public Outcome create(
      String type, Value.Obj planned, Value.Obj configuration, Operation operation) {
    ManagedType it = managed.get(type);
    return it == null ? new Outcome.Refused(noSuchType(type)) : it.create(planned, environment);
  }

  @Override
  public Outcome update(
      String type,
      Value.Obj prior,
      Value.Obj planned,
      Value.Obj configuration,
      Operation operation) {
    ManagedType it = managed.get(type);
    return it == null
        ? new Outcome.Refused(noSuchType(type))
        : it.update(prior, planned, environment);
  }

  @Override
  public Outcome delete(String type, Value.Obj prior, Operation operation) {
    ManagedType it = managed.get(type);
    return it == null ? new Outcome.Refused(noSuchType(type)) : it.delete(prior, environment);
  }

  /** Nobody else can see what a creation made that was cut off: to make it again is safe. */
  @Override
  public Lookup lookup(String type, Value.Obj planned, Operation operation) {
    return new Lookup(List.of(), List.of());
  }

  @Override
  public Read readData(String type, Value.Obj configuration) {
    DataSource it = data.get(type);
    return it == null
        ? new Read(null, noSuchType(type))
        : it.read(it.declaration().withDefaults(configuration), environment);
  }

  @Override
  public Read importObject(String type, String id) {
    ManagedType it = managed.get(type);
    return it == null ? new Read(null, noSuchType(type)) : it.importObject(id, environment);
  }

  @Override
  public Opened openEphemeral(String type, Value.Obj configuration) {
    EphemeralType it = ephemeral.get(type);
    return it == null
        ? new Opened(null, "", null, noSuchType(type))
        : new Opened(it.open(it.declaration().withDefaults(configuration)), "", null, List.of());
  }

  @Override
  public List<Diagnostic> closeEphemeral(String type, String handle) {
    return List.of();
  }

  @Override
  public void close() {}

  private List<Diagnostic> noSuchType(String type) {
    return List.of(
        Diagnostic.error("No such type", "The provider " + provider + " has no \"" + type + "\"."));
  }
}
