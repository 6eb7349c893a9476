package io.planform.store.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state at one revision.
 *
 * @param lineage names the state for ever
 * @param target where its objects live; null before the first apply
 * @param resources in the order of their addresses, deposed objects included
 * @param unfinished operations without a recorded result: a run died
 */
public record Snapshot(
    String workspace,
    String lineage,
    @Nullable String target,
    long revision,
    List<ResourceRow> resources,
    List<OutputRow> outputs,
    List<Operation> unfinished) {}
