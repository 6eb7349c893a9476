package io.planform.planner.rollback;

import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;

/**
 * What a provider block of the root says now.
 *
 * @param value decoded by the schema, and wholly known
 */
public record ProviderSettings(Schema schema, Value.Obj value) {}
