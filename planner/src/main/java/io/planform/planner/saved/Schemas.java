package io.planform.planner.saved;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.provider.Schema;

/** Types of the objects in a plan, from the providers that are here. */
record Schemas(Providers providers) {

  Schema of(String provider, Address address) throws UnusableException {
    Schema schema = providers.schema(provider, address.mode(), address.type());
    if (schema == null) {
      throw UnusableException.of(
          "No provider here knows the type " + address.type() + " of " + address + ".");
    }
    return schema;
  }
}
