package io.planform.planner.lang;

import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.List;

/**
 * A root name and the constant steps that follow it: {@code var.region}, {@code
 * huaweicloud_fgs_function.hello["eu"].urn}. It ends before the first step that is not a constant.
 */
public record Reference(String root, List<Step> steps, SourceRange range) {
  public Reference {
    steps = List.copyOf(steps);
  }

  public sealed interface Step {
    SourceRange range();
  }

  public record Attribute(String name, SourceRange range) implements Step {}

  /** A constant index: a string or a number. */
  public record Index(Value key, SourceRange range) implements Step {}
}
