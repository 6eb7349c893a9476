package io.planform.planner.test.mock;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.SourceRange;

/**
 * An {@code override_resource}, {@code override_data} or {@code override_module} block.
 *
 * @param kind what it may be about
 * @param target objects that no provider is asked for, or a module of which only outputs are there
 * @param made values of computed attributes; of a module its outputs
 * @param targetRange where the target is named
 */
public record Overridden(Kind kind, Target target, Made made, SourceRange targetRange) {

  public enum Kind {
    RESOURCE("override_resource", "values", "resources"),
    DATA("override_data", "values", "data sources"),
    MODULE("override_module", "outputs", "modules");

    private final String block;
    private final String argument;
    private final String targets;

    Kind(String block, String argument, String targets) {
      this.block = block;
      this.argument = argument;
      this.targets = targets;
    }

    String block() {
      return block;
    }

    /** The argument that has the values. */
    String argument() {
      return argument;
    }

    /** What it may be about, in the plural. */
    String targets() {
      return targets;
    }

    boolean fits(Target target) {
      return switch (target) {
        case Target.Module _ -> this == MODULE;
        case Target.Block(Address address) ->
            switch (address.mode()) {
              case MANAGED -> this == RESOURCE;
              case DATA -> this == DATA;
              case EPHEMERAL -> false;
            };
      };
    }
  }
}
