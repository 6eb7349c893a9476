package io.planform.planner.config;

import io.planform.spi.diagnostic.SourceRange;
import org.jspecify.annotations.Nullable;

/**
 * A {@code provisioner} block, with its meta-arguments taken out of the body.
 *
 * @param typeRange of the label that names the type
 * @param atDestruction {@code when = destroy}
 * @param mayFail {@code on_failure = continue}
 * @param connection its own {@code connection}, completed by the resource's; null if there is none
 */
public record Provisioner(
    String type,
    SourceRange typeRange,
    boolean atDestruction,
    boolean mayFail,
    Body body,
    @Nullable Body connection,
    SourceRange range) {}
