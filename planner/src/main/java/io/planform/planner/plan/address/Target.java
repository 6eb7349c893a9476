package io.planform.planner.plan.address;

import io.planform.planner.graph.NodeKey;
import org.jspecify.annotations.Nullable;

/** What {@code -target} names. */
public sealed interface Target {

  /** A module with all that is in it; without the last key all instances of that call. */
  record Module(ModuleInstance module) implements Target {
    @Override
    public String toString() {
      return module.toString();
    }
  }

  /** A resource or data source; without a key all its instances. */
  record Block(Address address) implements Target {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** Null if the text is no address. */
  static @Nullable Target parse(String text) {
    ModuleInstance module = new AddressText(text).module();
    if (module != null) {
      return new Module(module);
    }
    Address address = Address.parse(text);
    return address == null ? null : new Block(address);
  }

  /** Whether instances of a block can be among what is named. */
  default boolean names(NodeKey block) {
    return switch (this) {
      case Module(ModuleInstance module) -> block.module().isWithin(module.path());
      case Block(Address address) -> block.equals(address.node());
    };
  }

  default boolean includes(Address address) {
    return switch (this) {
      case Module(ModuleInstance module) -> address.module().isWithin(module);
      case Block(Address named) ->
          named.key() == null ? address.block().equals(named) : address.equals(named);
    };
  }
}
