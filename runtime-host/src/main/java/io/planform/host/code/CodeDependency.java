package io.planform.host.code;

/**
 * A dependency that a function's code has.
 *
 * @param given the id by which it was asked for: a version's, or a dependency's for its newest one
 * @param version the version's id
 * @param stored its name in the {@link CodeStore}
 */
public record CodeDependency(String given, String version, String stored) {}
