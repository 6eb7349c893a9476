package io.planform.planner.saved;

import io.planform.planner.config.SourceSnapshot;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.spi.value.Value;
import io.planform.store.state.Snapshot;
import java.time.Instant;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A plan with all that applying it takes.
 *
 * @param request that it answers
 * @param planTime what {@code plantimestamp()} gave
 * @param sources of the configuration it was made from
 * @param inputs values of the root's variables that are not ephemeral
 * @param ephemeralInputs names of the ephemeral ones that were given a value
 * @param prior the revision of the state it was made from
 */
public record SavedPlan(
    Plan plan,
    PlanRequest request,
    String workspace,
    Instant planTime,
    SourceSnapshot sources,
    SequencedMap<String, Value> inputs,
    Set<String> ephemeralInputs,
    Snapshot prior) {}
