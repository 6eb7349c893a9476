package io.planform.store.state;

/**
 * Where a state comes from that another tool kept until now.
 *
 * @param lineage which an empty state that was never written takes over, unless another one here
 *     has it
 * @param serial the least number of the revision that takes the state over
 */
public record Origin(String lineage, long serial) {}
