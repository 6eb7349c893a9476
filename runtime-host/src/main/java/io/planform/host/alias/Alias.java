package io.planform.host.alias;

import java.time.Instant;
import java.util.Optional;

/**
 * A name for a version of a function.
 *
 * @param id a UUID; another one after the alias was deleted and made anew
 * @param functionId of the function that has it
 * @param version the major version: {@code latest} or a published one
 * @param shift what goes to another version instead
 */
public record Alias(
    String id,
    String functionId,
    String name,
    String description,
    String version,
    Optional<Shift> shift,
    Instant modifiedAt) {}
