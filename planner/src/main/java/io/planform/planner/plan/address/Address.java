package io.planform.planner.plan.address;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.NodeKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Names an instance of a resource, data source or ephemeral resource: {@code type.name}, {@code
 * type.name[0]}, {@code module.a["key"].data.type.name}.
 *
 * @param key null for a block without {@code count} and {@code for_each}
 */
public record Address(
    ModuleInstance module, Mode mode, String type, String name, @Nullable InstanceKey key)
    implements Comparable<Address> {
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::module)
          .thenComparing(Address::mode, Comparator.reverseOrder())
          .thenComparing(Address::type)
          .thenComparing(Address::name)
          .thenComparing(Address::key, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** Null if the text is no address. */
  public static @Nullable Address parse(String text) {
    return new AddressText(text).address();
  }

  public static Address of(ModuleInstance module, Resource block, @Nullable InstanceKey key) {
    return new Address(module, block.mode(), block.type(), block.name(), key);
  }

  /** The block in the configuration, whatever the keys. */
  public NodeKey node() {
    return NodeKey.block(module.path(), local());
  }

  /** Without the last key: names the block in an instance of its module. */
  public Address block() {
    return key == null ? this : new Address(module, mode, type, name, null);
  }

  public Address withKey(@Nullable InstanceKey newKey) {
    return new Address(module, mode, type, name, newKey);
  }

  private String local() {
    return mode.prefix() + type + "." + name;
  }

  /** Terraform's order: nearer to the root first, data sources before what is managed. */
  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String local = key == null ? local() : local() + key;
    return module.isRoot() ? local : module + "." + local;
  }
}
