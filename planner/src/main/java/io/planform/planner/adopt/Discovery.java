package io.planform.planner.adopt;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.ModulePath;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ObjectListing;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what is there and is not managed, and writes its blocks. */
public final class Discovery {
  private final Evaluation evaluation;
  private final Diagnostics diagnostics;
  private final GeneratedBlocks blocks = new GeneratedBlocks("");
  private final Set<Address> taken = new HashSet<>();

  /**
   * @param evaluation whose providers are configured
   */
  public Discovery(Evaluation evaluation, Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.diagnostics = diagnostics;
  }

  /**
   * Looks at all types that a provider lists.
   *
   * @param key of its configuration
   * @param managed what the state owns
   */
  public void look(Provider provider, String key, List<ResourceState> managed) {
    ProviderSession session = evaluation.providers().session(key);
    if (session == null || !(session instanceof ObjectListing listing)) {
      return;
    }
    for (String type : provider.listedTypes().stream().sorted().toList()) {
      Schema schema = provider.resourceTypes().get(type);
      if (schema == null) {
        continue;
      }
      Set<String> owned = new HashSet<>();
      managed.stream()
          .filter(row -> row.address().mode() == Mode.MANAGED && row.address().type().equals(type))
          .forEach(row -> owned.add(row.objectId()));
      ObjectListing.Listed listed = listing.list(type);
      diagnostics.addAll(listed.diagnostics());
      for (ObjectListing.Found found : listed.objects()) {
        if (!owned.contains(found.objectId())) {
          write(type, schema, found, session);
        }
      }
    }
  }

  private void write(
      String type, Schema schema, ObjectListing.Found found, ProviderSession session) {
    ProviderSession.Read read = session.importObject(type, found.id());
    diagnostics.addAll(read.diagnostics());
    Value.Obj object = read.state();
    if (object != null) {
      Address address = address(type, found.name());
      blocks.add(address, found.id(), schema, object, session);
    }
  }

  /** An address that nobody has, from what the object is called. */
  private Address address(String type, String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
    String base = plain.matches("[a-z_].*") ? plain : "_" + plain;
    Address address = named(type, base);
    for (int number = 2; !isFree(address); number++) {
      address = named(type, base + "_" + number);
    }
    return address;
  }

  private boolean isFree(Address address) {
    return evaluation.tree().resource(ModulePath.ROOT, address.node().name()) == null
        && taken.add(address);
  }

  private static Address named(String type, String name) {
    return new Address(ModuleInstance.ROOT, Mode.MANAGED, type, name, null);
  }

  /** What was found. */
  public GeneratedBlocks blocks() {
    return blocks;
  }
}
