package io.planform.utility.catalogue;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A provider without settings, which is what its types and functions are. */
public abstract class CatalogueProvider implements Provider {
  private final String name;

  protected CatalogueProvider(String name) {
    this.name = name;
  }

  /** By name. */
  protected Map<String, ManagedType> managed() {
    return Map.of();
  }

  /** By name. */
  protected Map<String, DataSource> data() {
    return Map.of();
  }

  /** By name. */
  protected Map<String, EphemeralType> ephemeral() {
    return Map.of();
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Schema configuration() {
    return Schema.of(List.of(), List.of());
  }

  @Override
  public final Map<String, Schema> resourceTypes() {
    return schemas(managed(), ManagedType::declaration);
  }

  @Override
  public final Map<String, Schema> dataSources() {
    return schemas(data(), DataSource::declaration);
  }

  @Override
  public final Map<String, Schema> ephemeralTypes() {
    return schemas(ephemeral(), EphemeralType::declaration);
  }

  private static <T> Map<String, Schema> schemas(
      Map<String, T> types, Function<T, Declaration> declaration) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    types.forEach((type, it) -> schemas.put(type, declaration.apply(it).schema()));
    return schemas;
  }

  @Override
  public Map<String, ProviderFunction> functions() {
    return Map.of();
  }

  @Override
  public final ProviderSession configure(
      Value.Obj configuration, Environment environment, Diagnostics diagnostics) {
    return new CatalogueSession(name, managed(), data(), ephemeral(), environment);
  }
}
