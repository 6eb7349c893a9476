package io.planform.planner.plan;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen to one object, or what happened to it outside.
 *
 * @param deposed the key of a deposed object; empty for the current one
 * @param provider key of the provider configuration
 * @param before the object as it is; null if there is none
 * @param after the object as it will be, unknown where that cannot be foreseen; null if there will
 *     be none
 * @param replacePaths attributes whose change asks for a replacement
 * @param declaration what is to be recorded beside the attributes
 * @param recorded what the state says; null if it knows nothing
 */
public record ResourceChange(
    Address address,
    String deposed,
    String provider,
    Action action,
    Reason reason,
    Value.@Nullable Obj before,
    Value.@Nullable Obj after,
    Set<ValuePath> replacePaths,
    Schema schema,
    Declaration declaration,
    @Nullable ResourceState recorded) {}
