package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.plan.address.Address;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The providers there are, and the sessions of those that are configured. Closes the sessions. */
public final class Providers implements AutoCloseable {
  private final SequencedMap<String, Provider> byName = new LinkedHashMap<>();
  private final Map<String, Provider> byKey;
  private final StandIns standIns;
  private final Map<String, ProviderSession> sessions = new ConcurrentHashMap<>();

  public Providers(List<Provider> providers) {
    this(providers, Map.of(), (_, session) -> session);
  }

  /**
   * @param byKey providers in place of those that the types of these configurations have
   */
  public Providers(List<Provider> providers, Map<String, Provider> byKey, StandIns standIns) {
    providers.forEach(provider -> byName.put(provider.name(), provider));
    this.byKey = Map.copyOf(byKey);
    this.standIns = standIns;
  }

  /** Sessions that answer for single objects in place of those of their configurations. */
  @FunctionalInterface
  public interface StandIns {
    /**
     * @param session of the configuration that manages the object
     */
    ProviderSession of(Address address, ProviderSession session);
  }

  public Collection<String> names() {
    return byName.keySet();
  }

  /**
   * @param key as of {@link ProviderAddress}
   */
  @Nullable Provider provider(String key) {
    Provider own = byKey.get(key);
    return own != null ? own : byName.get(ProviderAddress.parse(key).type());
  }

  /** The schema of a type; null if the provider has none such. */
  public @Nullable Schema schema(String providerKey, Mode mode, String type) {
    Provider provider = provider(providerKey);
    if (provider == null) {
      return null;
    }
    return types(provider, mode).get(type);
  }

  /** The schema of an object, or of a data source's answer; null if the provider has none such. */
  public @Nullable Schema schema(String providerKey, Address address) {
    return schema(providerKey, address.mode(), address.type());
  }

  static Map<String, Schema> types(Provider provider, Mode mode) {
    return switch (mode) {
      case MANAGED -> provider.resourceTypes();
      case DATA -> provider.dataSources();
      case EPHEMERAL -> provider.ephemeralTypes();
    };
  }

  /** In place of the session that the configuration has, if it has one. */
  void open(String key, ProviderSession session) {
    ProviderSession before = sessions.put(key, session);
    if (before != null) {
      before.close();
    }
  }

  /** The session of a provider configuration; null before it is configured. */
  public @Nullable ProviderSession session(String key) {
    return sessions.get(key);
  }

  /** The session that answers for an object; null before its provider is configured. */
  public @Nullable ProviderSession session(String key, Address address) {
    ProviderSession session = sessions.get(key);
    return session == null ? null : at(address, session);
  }

  /** What answers for an object in place of the session of its provider, if anything does. */
  public ProviderSession at(Address address, ProviderSession session) {
    return standIns.of(address, session);
  }

  /** The arguments of a type of which objects keep a digest only. */
  public Set<String> digests(String key, String type) {
    Provider provider = provider(key);
    return provider == null ? Set.of() : provider.digests(type);
  }

  /** How many calls of a configuration go on at a time, as its provider wants it. */
  public int parallelism(String key) {
    Provider provider = provider(key);
    return provider == null ? Integer.MAX_VALUE : provider.parallelism();
  }

  /** The functions of a provider, by the name after {@code provider::NAME::}. */
  public Map<String, ProviderFunction> functions(String name) {
    Provider provider = byName.get(name);
    return provider == null ? Map.of() : provider.functions();
  }

  /** Where the configured providers' objects live, without repetitions. */
  public List<String> targets() {
    return sessions.values().stream()
        .map(ProviderSession::target)
        .filter(target -> !target.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    sessions.values().forEach(ProviderSession::close);
  }
}
