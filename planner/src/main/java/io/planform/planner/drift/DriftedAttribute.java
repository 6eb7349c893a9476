package io.planform.planner.drift;

import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object with three values. One that is absent is null.
 *
 * @param isDeclared whether the manifest says something of it
 * @param declared what the manifest wants it to be; unknown where only an apply tells
 * @param applied what it was when it was last applied or refreshed
 */
public record DriftedAttribute(
    ValuePath path,
    boolean isDeclared,
    @Nullable Value declared,
    @Nullable Value applied,
    @Nullable Value live) {}
