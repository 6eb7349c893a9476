package io.planform.planner.plan;

import io.planform.planner.plan.address.Address;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;

/**
 * What a data source answered while a plan was made.
 *
 * @param provider key of the provider configuration
 */
public record DataReading(Address address, String provider, Value.Obj object, Schema schema) {}
