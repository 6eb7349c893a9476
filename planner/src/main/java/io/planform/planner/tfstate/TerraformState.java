package io.planform.planner.tfstate;

import io.planform.planner.plan.prior.RecordedState;

/**
 * What a Terraform state file says. What providers of Terraform keep for themselves ({@code
 * private}) is not in it.
 *
 * @param serial grows with each change of a lineage
 * @param lineage names the state for ever; empty if the file has none
 */
public record TerraformState(long serial, String lineage, RecordedState content) {}
