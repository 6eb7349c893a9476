package io.planform.store.state;

/**
 * An output value of the root module.
 *
 * @param value a JSON document of value and type, opaque to the store
 */
public record OutputRow(String name, String value, boolean sensitive) {}
