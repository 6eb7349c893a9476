package io.planform.store.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a state's history.
 *
 * @param summary null for a run that did not finish
 */
public record Revision(
    long number,
    long parent,
    String actor,
    String command,
    @Nullable String commit,
    @Nullable String planHash,
    Instant at,
    @Nullable String summary) {}
