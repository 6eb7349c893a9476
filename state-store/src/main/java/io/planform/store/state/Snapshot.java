package io.planform.store.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state at one revision.
 *
 * @param lineage names the state for ever
 * @param target where its objects live; null before the first apply
 * @param revision the newest one that is not still being made; while a run is under way, rows may
 *     be newer, so that a plan made of them is stale once it ends
 * @param resources in the order of their addresses, deposed objects included
 * @param checks a JSON document of what the last apply found conditions to say, opaque to the
 *     store; null where none did, and in earlier revisions
 * @param unfinished operations whose result is not known: their run died before it recorded one, or
 *     recorded {@link Operation.Result#UNKNOWN}. They stay until a later run concludes them by id
 */
public record Snapshot(
    String workspace,
    String lineage,
    @Nullable String target,
    long revision,
    List<ResourceRow> resources,
    List<OutputRow> outputs,
    @Nullable String checks,
    List<Operation> unfinished) {}
